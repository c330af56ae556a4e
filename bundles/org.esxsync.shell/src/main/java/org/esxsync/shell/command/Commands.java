package org.esxsync.shell.command;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.esxsync.shell.EsxCommands;

/** The commands that {@link EsxCommands} has, in the order of its list of functions. */
public final class Commands {

    private static final List<Command> ALL =
            Stream.of(EsxCommands.class.getMethods())
                    .filter(method -> method.isAnnotationPresent(Descriptor.class))
                    .sorted(Comparator.comparing(Commands::place))
                    .map(Command::of)
                    .toList();

    /** What stands before a command in the shell, and has no meaning on the command line. */
    private static final String SCOPED = EsxCommands.SCOPE + ":";

    private Commands() {}

    private static int place(Method method) {
        int place = EsxCommands.ORDER.indexOf(method.getName());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    public static List<Command> all() {
        return ALL;
    }

    public static Optional<Command> find(String name) {
        return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /**
     * @throws UsageException if there is none of that name
     */
    public static Command named(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    public static UsageException unknown(String name) {
        List<String> known =
                Stream.concat(ALL.stream().map(Command::name), Stream.of(Help.SERVICE)).toList();
        String meant = name.startsWith(SCOPED) ? name.substring(SCOPED.length()) : name;
        return new UsageException(
                "unknown command '%s'%s".formatted(name, Suggestion.of(meant, known)));
    }
}
