package org.esxsync.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code help} prints, made from the commands' own descriptions. */
final class Help {

    private static final int INDENT = 2;
    private static final int GAP = 2;

    private static final String HEAD =
            """
            ESX Sync finds, downloads, verifies, unpacks and records the patches of ESX and ESXi.

            esxsync [--conf DIR] [--mirror DIR] [--demo] [--debug] COMMAND …
            In the Gogo shell: esx:COMMAND …

            """;
    private static final String FOOT =
            """

            --conf DIR    read the configuration files of this directory
            --mirror DIR  keep the mirror in this directory
            --demo        try it with a made-up patch site inside the program
            --version     print the version
            --debug       show the stack trace of an error

            'help COMMAND' explains a command. Exit codes: 0 done, 1 failed, 2 some patches failed or
            are in conflict, 64 wrong usage, 75 the mirror is in use by another process.\
            """;

    private Help() {}

    static String all() {
        List<Entry> entries =
                Commands.all().stream()
                        .map(command -> new Entry(command.name(), command.description()))
                        .toList();
        return HEAD + lines(entries) + "\n" + FOOT;
    }

    /**
     * @throws UsageException if there is no such command
     */
    static String of(String name) {
        Command command = Commands.named(name);
        List<String> parts = new ArrayList<>();
        parts.add(command.usage() + "\n" + indented(command.description()));
        List<Entry> entries = parameters(command);
        if (!entries.isEmpty()) {
            parts.add(lines(entries));
        }
        Example example = command.example();
        parts.add("Example: esxsync %s\n%s".formatted(example.value(), indented(example.does())));
        return String.join("\n\n", parts);
    }

    private static List<Entry> parameters(Command command) {
        List<Entry> entries = new ArrayList<>();
        for (Command.Option option : command.options()) {
            entries.add(new Entry(String.join(", ", option.names()), option.description()));
        }
        if (command.operands().max() > 0) {
            entries.add(new Entry(command.operands().value(), command.operandsDescription()));
        }
        return entries;
    }

    private static String lines(List<Entry> entries) {
        int width = entries.stream().mapToInt(entry -> entry.term().length()).max().orElse(0);
        return entries.stream()
                .map(entry -> PlainText.pad(entry.term(), width + GAP) + entry.text())
                .map(Help::indented)
                .collect(Collectors.joining("\n"));
    }

    private static String indented(String line) {
        return " ".repeat(INDENT) + line;
    }

    private record Entry(String term, String text) {}
}
