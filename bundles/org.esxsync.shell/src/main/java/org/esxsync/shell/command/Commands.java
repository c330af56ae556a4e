package org.esxsync.shell.command;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;

/**
 * The commands that some classes have.
 *
 * @param all in the order in which help lists them
 */
public record Commands(List<Command> all) {

    /** What stands before a command in a shell that has others too. */
    public static final String SCOPE = "esx";

    /** The launcher's own command, which the shell does not have. */
    public static final String SERVICE = "service";

    /** What stands before a command in the shell, and has no meaning on the command line. */
    private static final String SCOPED = SCOPE + ":";

    public Commands {
        all = List.copyOf(all);
    }

    /**
     * @param order their names, in the order in which help lists them
     * @param types each described method of theirs is a command
     * @throws IllegalArgumentException if one is missing in the order
     */
    public static Commands of(List<String> order, Class<?>... types) {
        return new Commands(
                Stream.of(types)
                        .flatMap(type -> Stream.of(type.getMethods()))
                        .filter(method -> method.isAnnotationPresent(Descriptor.class))
                        .sorted(Comparator.comparing(method -> place(method, order)))
                        .map(Command::of)
                        .toList());
    }

    private static int place(Method method, List<String> order) {
        int place = order.indexOf(Command.name(method));
        if (place < 0) {
            throw new IllegalArgumentException(
                    "the command '%s' has no place in the order".formatted(Command.name(method)));
        }
        return place;
    }

    /** The names, in the order in which help lists them. */
    public List<String> names() {
        return all.stream().map(Command::name).toList();
    }

    public Optional<Command> find(String name) {
        return all.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /**
     * @throws UsageException if there is none of that name
     */
    public Command named(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /** The error of a name that no command has. */
    public UsageException unknown(String name) {
        List<String> known = Stream.concat(names().stream(), Stream.of(SERVICE)).toList();
        String meant = name.startsWith(SCOPED) ? name.substring(SCOPED.length()) : name;
        return new UsageException(
                "unknown command '%s'%s".formatted(name, Suggestion.of(meant, known)));
    }
}
