package org.esxsync.shell.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scripts that let bash and zsh complete the command line, made from the commands' descriptions.
 *
 * @param commands what can be typed
 */
public record CompletionScript(Commands commands) {

    private static final List<String> GLOBAL =
            List.of(
                    "--conf",
                    "--mirror",
                    "--demo",
                    "--quiet",
                    "--verbose",
                    "--log-file",
                    "--bwlimit",
                    "--proxy",
                    "--parallel",
                    "--version",
                    "--debug",
                    "--help");
    private static final List<String> HELP = List.of("-h", "--help");

    /**
     * @throws UsageException if there is none for that shell
     */
    public String of(String shell) {
        return switch (shell) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            default ->
                    throw new UsageException(
                            "completion: there is no script for '%s'; use bash or zsh"
                                    .formatted(shell));
        };
    }

    private String bash() {
        List<String> first = words(GLOBAL, commands.names(), List.of(Commands.SERVICE));
        List<String> cases = new ArrayList<>();
        cases.add("'') words='%s' ;;".formatted(String.join(" ", first)));
        commands.all().forEach(command -> cases.add(bash(command)));
        return template("completion.bash")
                .replace("@CASES@", String.join("\n", cases).indent(8).stripTrailing());
    }

    /** The functions that find the words of a listing stand in the template. */
    private String bash(Command command) {
        List<String> options = command.options().stream().flatMap(o -> o.names().stream()).toList();
        OperandKind kind = command.operands().value();
        List<String> operands =
                kind.listing().isPresent()
                        ? List.of("$_esxsync_found")
                        : kind.fixedWords(commands.names());
        return "%s) %swords=\"%s\" ;;"
                .formatted(
                        command.name(),
                        kind.listing().map("_esxsync_%s; "::formatted).orElse("")
                                + (kind.isLocation() ? "files=1; " : ""),
                        String.join(" ", words(options, HELP, operands)));
    }

    private String zsh() {
        return template("completion.zsh")
                .replace(
                        "@COMMANDS@",
                        lines(8, c -> "'%s:%s'".formatted(c.name(), zsh(c.description())))
                                + "\n        '%s:%s'"
                                        .formatted(Commands.SERVICE, "run without a console"))
                .replace("@CASES@", lines(16, this::zsh));
    }

    private String zsh(Command command) {
        List<String> arguments = new ArrayList<>();
        for (Command.Option option : command.options()) {
            String value = option.takesValue() ? ":value:" : "";
            String names = String.join(" ", option.names());
            String form =
                    option.names().size() == 1
                            ? names
                            : "(%s)'{%s}'".formatted(names, names.replace(' ', ','));
            arguments.add("'%s[%s]%s'".formatted(form, zsh(option.description()), value));
        }
        Operands operands = command.operands();
        if (operands.max() > 0) {
            OperandKind kind = operands.value();
            String place = operands.max() > 1 ? "*" : "1";
            arguments.add("'%s:%s:%s'".formatted(place, kind.word(), action(kind)));
        }
        return "%s) _arguments %s ;;".formatted(command.name(), String.join(" ", arguments));
    }

    /** What zsh runs to complete an operand. */
    private String action(OperandKind kind) {
        String words =
                kind.listing()
                        .map("_esxsync_%s"::formatted)
                        .orElse(
                                "(%s)"
                                        .formatted(
                                                String.join(
                                                        " ", kind.fixedWords(commands.names()))));
        if (kind == OperandKind.LOCATION || kind == OperandKind.FILE) {
            return "_files";
        }
        return kind.isLocation() ? "{%s; _files}".formatted(words) : words;
    }

    /** Text between single quotes, in which brackets and colons mean something to zsh. */
    private static String zsh(String text) {
        return text.replace("'", "").replaceAll("([\\[\\]:])", "\\\\$1");
    }

    private String lines(int indent, Function<Command, String> line) {
        return commands.all().stream()
                .map(line)
                .collect(Collectors.joining("\n"))
                .indent(indent)
                .stripTrailing();
    }

    @SafeVarargs
    private static List<String> words(List<String>... words) {
        return Stream.of(words).flatMap(List::stream).toList();
    }

    private static String template(String name) {
        try (InputStream in = CompletionScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
