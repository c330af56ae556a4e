package org.esxsync.compliance.form;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.esxsync.compliance.facts.HostBook;
import org.esxsync.compliance.text.SessionText;
import org.esxsync.compliance.text.UnreadableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of hosts: one output, or a session that was pasted with its prompts, or what a
 * script or a tool has written of one host after the other. Each output is recognised by how it
 * starts; what is none is passed over. One object reads one file.
 */
public final class SessionReader {

    /** What has no output of a host within so many lines is something else. */
    private static final long MOST_FOREIGN_LINES = 100_000;

    private final List<LineForm> forms =
            List.of(
                    new PackageTable(),
                    new BulletinTable(),
                    new KeyValues(),
                    new VersionLines(),
                    new PackageList(),
                    new FlatKeyValues(),
                    new LooseRow());

    private final SessionText text;
    private final HostBook book;

    private @Nullable LineForm form;
    private boolean ignored;
    private boolean recognised;

    public SessionReader(SessionText text, HostBook book) {
        this.text = text;
        this.book = book;
    }

    /** Reads to the end; what is wrong is told to the book. */
    public void read() throws IOException {
        try {
            for (String line = text.peek(); line != null; line = text.peek()) {
                line(line);
            }
            LineForm open = form;
            if (open != null && text.isCut()) {
                open.cut(book);
            }
        } finally {
            endForm();
        }
        if (!recognised) {
            book.problems()
                    .add(
                            "no output of a host is recognised in it; see the list of what is, in"
                                    + " compliance.md");
        }
    }

    private void line(String line) throws IOException {
        Optional<String> separated = Separator.host(line);
        Optional<Prompt> typed = Prompt.of(line);
        if (separated.isPresent()) {
            endForm();
            section(separated.get(), Separator.isUnreachable(line.strip()));
            text.take();
        } else if (typed.isPresent()) {
            endForm();
            at(typed.get());
            text.take();
        } else if (ignored) {
            text.take();
        } else if (isBlock(line)) {
            endForm();
            recognised = true;
            block(line);
            text.finishLine();
        } else {
            text.take();
            output(line);
        }
        if (!recognised && text.number() > MOST_FOREIGN_LINES) {
            throw new UnreadableException("no output of a host is recognised in it");
        }
    }

    private void section(String host, boolean isUnreachable) {
        ignored = false;
        book.section(host);
        if (isUnreachable) {
            recognised = true;
            book.current().form("Ansible, which could not reach it");
            book.current().connected(false);
        }
        book.asks(null);
    }

    private void at(Prompt typed) {
        ignored = typed.isOfRebootingImage();
        recognised |= ignored;
        String host = RemoteCommand.host(typed.command()).orElse(typed.host());
        if (host.isEmpty()) {
            book.namelessPrompt();
        } else {
            book.prompt(host);
        }
        book.asks(typed.isFiltered() ? typed.command() : null);
    }

    private static boolean isBlock(String line) {
        return JsonForm.starts(line) || XmlForm.starts(line) || CsvForm.starts(line);
    }

    private void block(String line) throws IOException {
        if (JsonForm.starts(line)) {
            JsonForm.read(text, book);
        } else if (XmlForm.starts(line)) {
            XmlForm.read(text, book);
        } else {
            CsvForm.read(text, book);
        }
    }

    private void output(String line) {
        LineForm open = form;
        if (open != null && !isInterrupted(open, line) && open.next(line, text.number(), book)) {
            return;
        }
        endForm();
        for (LineForm each : forms) {
            if (each.starts(line)) {
                form = each;
                recognised = true;
                each.begin(line, text.number(), book);
                return;
            }
        }
    }

    private boolean isInterrupted(LineForm open, String line) {
        for (LineForm each : forms) {
            if (each != open && each.interrupts() && each.starts(line)) {
                return true;
            }
        }
        return false;
    }

    private void endForm() {
        LineForm open = form;
        if (open != null) {
            open.end(book);
            form = null;
        }
    }
}
