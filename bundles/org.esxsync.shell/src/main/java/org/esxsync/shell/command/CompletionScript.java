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
 */
public final class CompletionScript {

    public static final List<String> SHELLS = List.of("bash", "zsh");

    private static final List<String> GLOBAL =
            List.of("--conf", "--mirror", "--demo", "--version", "--debug", "--help");
    private static final List<String> HELP = List.of("-h", "--help");

    private CompletionScript() {}

    /**
     * @throws UsageException if the shell is none of those
     */
    public static String of(String shell) {
        return switch (shell) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            default ->
                    throw new UsageException(
                            "completion: there is no script for '%s'; use bash or zsh"
                                    .formatted(shell));
        };
    }

    private static String bash() {
        String start = "'') words='%s' ;;".formatted(words(GLOBAL, names(), List.of(Help.SERVICE)));
        List<String> cases = new ArrayList<>(List.of(start));
        Commands.all().forEach(command -> cases.add(bash(command)));
        return template("completion.bash")
                .replace("@CASES@", String.join("\n", cases).indent(8).stripTrailing());
    }

    private static String bash(Command command) {
        List<String> options = command.options().stream().flatMap(o -> o.names().stream()).toList();
        String operands =
                switch (command.operands().value()) {
                    case "release" -> "$_esxsync_known_releases";
                    case "patch" -> "$(_esxsync_patches)";
                    case "command" -> words(names());
                    case "shell" -> words(SHELLS);
                    default -> "";
                };
        return "%s) %swords=\"%s\" ;;"
                .formatted(
                        command.name(),
                        command.operands().value().equals("release") ? "_esxsync_releases; " : "",
                        (words(options, HELP) + " " + operands).strip());
    }

    private static String zsh() {
        return template("completion.zsh")
                .replace(
                        "@COMMANDS@",
                        lines(8, c -> "'%s:%s'".formatted(c.name(), zsh(c.description())))
                                + "\n        '%s:%s'"
                                        .formatted(Help.SERVICE, "run without a console"))
                .replace("@CASES@", lines(16, CompletionScript::zsh));
    }

    private static String zsh(Command command) {
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
            String place = operands.max() > 1 ? "*" : "1";
            String action =
                    switch (operands.value()) {
                        case "release" -> "_esxsync_releases";
                        case "patch" -> "_esxsync_patches";
                        case "command" -> "(" + words(names()) + ")";
                        default -> "(" + words(SHELLS) + ")";
                    };
            arguments.add("'%s:%s:%s'".formatted(place, operands.value(), action));
        }
        return "%s) _arguments %s ;;".formatted(command.name(), String.join(" ", arguments));
    }

    /** Text between single quotes, in which brackets and colons mean something to zsh. */
    private static String zsh(String text) {
        return text.replace("'", "").replaceAll("([\\[\\]:])", "\\\\$1");
    }

    private static String lines(int indent, Function<Command, String> line) {
        return Commands.all().stream()
                .map(line)
                .collect(Collectors.joining("\n"))
                .indent(indent)
                .stripTrailing();
    }

    private static List<String> names() {
        return Commands.all().stream().map(Command::name).toList();
    }

    @SafeVarargs
    private static String words(List<String>... words) {
        return Stream.of(words).flatMap(List::stream).collect(Collectors.joining(" "));
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
