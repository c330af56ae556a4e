package org.esxsync.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Screen;

/** What {@code help} prints, made from the commands' own descriptions. */
public final class Help {

    private static final String INDENT = "  ";
    private static final int GAP = 2;

    private static final String SERVICE_DOES =
            "run without a console and sync as schedule= says, until stopped";

    /** Of commands that end with more than done or failed. */
    private static final Map<String, String> EXIT_CODES =
            Map.of(
                    "hosts", "0 done, 3 not all could be read",
                    "compliance",
                            "0 all hosts are compliant, 2 some are not, 3 none is known not to be,"
                                    + " but some are unknown",
                    "cve",
                            "0 fixed, 2 a host is open to something or a release has no fix, 3"
                                    + " nobody can tell");

    private final Screen screen;
    private final List<String> lines = new ArrayList<>();

    private Help(Screen screen) {
        this.screen = screen;
    }

    /** Every command with one line. */
    public static String all(Commands commands, Screen screen) {
        Help help = new Help(screen);
        help.text("ESX Sync finds, downloads, verifies, unpacks and records ESX and ESXi patches.");
        help.text("");
        help.text("esxsync [OPTION …] COMMAND …; options may also stand behind the command");
        help.text("In the Gogo shell: esx:COMMAND …");
        help.text("");
        help.entries(
                commands.all().stream()
                        .map(command -> new Entry(command.name(), command.description()))
                        .toList());
        help.text("");
        help.entries(
                List.of(
                        new Entry(Commands.SERVICE, SERVICE_DOES + "; not in the shell"),
                        new Entry("no command", "open the shell"),
                        new Entry("--conf DIR", "read the configuration files of this directory"),
                        new Entry("--mirror DIR", "keep the mirror in this directory"),
                        new Entry(
                                "--demo",
                                "try it with a made-up patch site in the program, in a mirror in"
                                        + " your cache directory"),
                        new Entry("-q, --quiet", "print only errors, and what you asked for"),
                        new Entry("-v, --verbose", "print each step"),
                        new Entry("--log-file FILE", "write the log to this file, too"),
                        new Entry(
                                "--bwlimit RATE",
                                "KiB a second for all transfers, or such as 10M; for this run"),
                        new Entry("--proxy URL", "use this proxy for this run"),
                        new Entry("--parallel N", "download so many patches at a time in this run"),
                        new Entry("--version", "print the version"),
                        new Entry("--debug", "show the stack trace of an error")));
        help.text("");
        help.text(
                "'help COMMAND' explains a command. Exit codes: 0 done, 1 failed, 2 some patches"
                        + " failed or are in conflict, or 'verify', 'compliance' or 'cve' found"
                        + " something, 3 'hosts', 'compliance', 'cve' or 'patches --cve' cannot"
                        + " tell, 64 wrong usage, 75 the mirror is in use, 130 and 143 interrupted."
                        + " 'status --check': 0 well, 1 warning, 2 critical, 3 unknown.");
        return String.join("\n", help.lines);
    }

    /**
     * One command with its parameters and an example.
     *
     * @throws UsageException if there is no such command
     */
    public static String of(String name, Commands commands, Screen screen) {
        if (name.equals(Commands.SERVICE)) {
            return service(screen);
        }
        Command command = commands.named(name);
        Help help = new Help(screen);
        help.text(command.usage());
        help.entry(new Entry("", command.description()), 0);
        help.text("");
        help.entries(parameters(command));
        String exitCodes = EXIT_CODES.get(name);
        if (exitCodes != null) {
            help.text("");
            help.text("Exit codes: %s, 1 failed, 64 wrong usage.".formatted(exitCodes));
        }
        help.text("");
        help.text("Example: esxsync " + command.example().value());
        help.entry(new Entry("", command.example().does()), 0);
        return String.join("\n", help.lines);
    }

    /** The launcher's own command. */
    public static String service(Screen screen) {
        Help help = new Help(screen);
        help.text(Commands.SERVICE);
        help.entry(new Entry("", SERVICE_DOES), 0);
        help.text("");
        help.text("Example: esxsync --mirror /srv/mirror service");
        help.entry(
                new Entry("", "keeps that mirror up to date, as systemd/esxsync.service does"), 0);
        return String.join("\n", help.lines);
    }

    private static List<Entry> parameters(Command command) {
        Stream<Entry> options =
                command.options().stream().map(o -> new Entry(o.term(), o.description()));
        Stream<Entry> operands =
                command.operands().max() == 0
                        ? Stream.empty()
                        : Stream.of(
                                new Entry(
                                        command.operands().value().word(),
                                        command.operandsDescription()));
        return Stream.of(
                        options,
                        operands,
                        Stream.of(new Entry("-h, --help", "explain the command")))
                .flatMap(entries -> entries)
                .toList();
    }

    private void entries(List<Entry> entries) {
        int width = entries.stream().mapToInt(entry -> entry.term().length()).max().orElse(0);
        entries.forEach(entry -> entry(entry, width + GAP));
    }

    /** A term, and its text in a column beside it. */
    private void entry(Entry entry, int width) {
        int room = screen.isLimited() ? screen.width() - INDENT.length() - width : Screen.UNLIMITED;
        String term = entry.term();
        for (String line : PlainText.wrap(entry.text(), room)) {
            lines.add(INDENT + PlainText.pad(term, width) + line);
            term = "";
        }
    }

    private void text(String text) {
        lines.addAll(PlainText.wrap(text, screen.width()));
    }

    private record Entry(String term, String text) {}
}
