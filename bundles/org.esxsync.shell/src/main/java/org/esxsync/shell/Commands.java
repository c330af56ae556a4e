package org.esxsync.shell;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;

/** The commands that {@link EsxCommands} has, in the order of its list of functions. */
final class Commands {

    private static final List<Command> ALL =
            Stream.of(EsxCommands.class.getMethods())
                    .filter(method -> method.isAnnotationPresent(Descriptor.class))
                    .sorted(Comparator.comparing(Commands::place))
                    .map(Command::of)
                    .toList();

    private Commands() {}

    private static int place(Method method) {
        int place = EsxCommands.ORDER.indexOf(method.getName());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    static List<Command> all() {
        return ALL;
    }

    static Optional<Command> find(String name) {
        return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /**
     * @throws UsageException if there is none of that name
     */
    static Command named(String name) {
        return find(name)
                .orElseThrow(() -> new UsageException("unknown command '%s'".formatted(name)));
    }
}
