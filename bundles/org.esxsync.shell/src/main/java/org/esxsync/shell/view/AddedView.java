package org.esxsync.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.source.FoundSource;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * What was added.
 *
 * @param sources one for each kind that was found
 */
public record AddedView(List<AddedSource> sources) implements Result {

    private static final int SHOWN = 5;

    public AddedView {
        sources = List.copyOf(sources);
    }

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        for (AddedSource source : sources) {
            Sheet sheet = new Sheet(lines, screen);
            sheet.line("Added", source.name() + ", in " + source.definedBy());
            sheet.prose("Found", found(source.found()));
            if (!source.found().leftOut().isEmpty()) {
                sheet.prose("Left out", some(source.found().leftOut()));
            }
            source.remarks().forEach(remark -> sheet.prose("Note", remark));
        }
        lines.add("'plan' says what is missing in the mirror, and 'sync' fetches it.");
        return lines;
    }

    private static String found(FoundSource found) {
        String releases =
                found.releases().isEmpty()
                        ? "; a sync tells for which releases"
                        : " for "
                                + found.releases().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "));
        return found.kind() + count(found) + releases;
    }

    private static String count(FoundSource found) {
        if (found.patches() == FoundSource.UNKNOWN) {
            return "";
        }
        return "%s%d %s"
                .formatted(
                        found.counted() ? ": " : ": at least ",
                        found.patches(),
                        found.patches() == 1 ? "patch" : "patches");
    }

    private static String some(List<String> texts) {
        int more = texts.size() - SHOWN;
        return texts.stream().limit(SHOWN).map(PlainText::of).collect(Collectors.joining(", "))
                + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
