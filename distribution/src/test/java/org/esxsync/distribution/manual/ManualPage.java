package org.esxsync.distribution.manual;

import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.Commands;
import org.esxsync.shell.command.Help;
import org.esxsync.shell.terminal.Screen;

/**
 * The manual page, made from what {@code help} prints where lines may have any length: a term and
 * its text in one line, two blanks between them.
 *
 * @param commands the commands
 * @param version of the product
 */
record ManualPage(Commands commands, String version) {

    private static final Screen WIDE = Screen.plain(ZoneOffset.UTC);
    private static final Pattern ENTRY = Pattern.compile("(?m)^  (\\S.*?) {2,}(\\S.*)$");
    private static final Pattern SYNOPSIS = Pattern.compile("(?m)^esxsync( [^;\n]*)");
    private static final Pattern EXIT_CODES = Pattern.compile("Exit codes: (.*)");

    String text() {
        String help = Help.all(commands, WIDE);
        return """
        .TH ESXSYNC 1 "" "ESX Sync %s" "User Commands"
        .SH NAME
        esxsync \\- mirror the patches of VMware ESX and ESXi
        .SH SYNOPSIS
        .B esxsync
        %s
        .SH DESCRIPTION
        ESX Sync finds, downloads, verifies, unpacks and records patches, and leaves a directory that
        hosts can install from. Without a command it opens its shell.
        .SH COMMANDS
        %s.SH OPTIONS
        These stand before or after a command.
        %s.SH EXIT STATUS
        %s
        .SH FILES
        .TP
        .I conf/org.esxsync.sync.cfg
        Where the mirror is, and what it keeps. A file for each source is beside it. The installation's
        .I docs/configuration.md
        has every key.
        .TP
        .I mirror/.esxsync/ledger.db
        What was seen, published, failed and removed.
        .SH ENVIRONMENT
        .TP
        .B JAVA_HOME
        The Java to run with, 17 or later.
        .TP
        .B ESXSYNC_JAVA_OPTS
        More options for Java.
        .TP
        .B XDG_DATA_HOME
        The mirror is in its directory
        .I esxsync/mirror
        if no configuration names another. It is
        .I ~/.local/share
        where this is not set.
        """
                .formatted(
                        version,
                        SYNOPSIS.matcher(help).results().findFirst().map(this::first).orElseThrow(),
                        commands.all().stream().map(this::command).collect(Collectors.joining())
                                + others(help),
                        options(help),
                        EXIT_CODES
                                .matcher(help)
                                .results()
                                .findFirst()
                                .map(this::first)
                                .orElseThrow());
    }

    private String first(MatchResult found) {
        return roff(found.group(1).strip());
    }

    /** The part of one command: what it is called with, what that means, and an example. */
    private String command(Command command) {
        List<String> help = Help.of(command.name(), commands, WIDE).lines().toList();
        StringBuilder text = new StringBuilder();
        text.append(".SS ").append(roff(help.get(0))).append('\n');
        for (String line : help.subList(1, help.size())) {
            MatchResult entry = ENTRY.matcher(line).results().findFirst().orElse(null);
            if (entry != null) {
                text.append(entry(entry));
            } else if (line.startsWith("Example: ")) {
                text.append(".PP\nExample:\n.B ")
                        .append(roff(line.substring("Example: ".length())))
                        .append("\n.br\n");
            } else if (!line.isBlank()) {
                text.append(roff(line.strip())).append('\n');
            }
        }
        return text.toString();
    }

    /** What stands in a command's place and is none of the shell's. */
    private String others(String help) {
        return ENTRY.matcher(help)
                .results()
                .filter(entry -> !entry.group(1).startsWith("-"))
                .filter(entry -> commands.find(entry.group(1)).isEmpty())
                .map(entry -> ".SS %s\n%s\n".formatted(roff(entry.group(1)), roff(entry.group(2))))
                .collect(Collectors.joining());
    }

    private static String options(String help) {
        return ENTRY.matcher(help)
                .results()
                .filter(entry -> entry.group(1).startsWith("-"))
                .map(ManualPage::entry)
                .collect(Collectors.joining());
    }

    private static String entry(MatchResult entry) {
        return ".TP\n.B %s\n%s\n".formatted(roff(entry.group(1)), roff(entry.group(2)));
    }

    /** Text in which nothing is an instruction to the formatter. */
    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
