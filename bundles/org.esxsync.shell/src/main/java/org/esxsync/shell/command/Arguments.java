package org.esxsync.shell.command;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.felix.service.command.CommandSession;

/**
 * The words of a command line, sorted into a command's options and operands. They are taken as they
 * are: no shell looks at them, so that {@code $}, {@code ;} and quotes mean nothing.
 */
public final class Arguments {

    /** What ends the options, as everywhere. */
    private static final String END = "--";

    private static final String PRESENT = "true";

    private final Command command;
    private final Map<Command.Option, String> options = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private boolean ended;

    private Arguments(Command command) {
        this.command = command;
    }

    /**
     * @throws UsageException if they do not fit the command
     */
    public static Arguments parse(Command command, List<String> words) {
        Arguments arguments = new Arguments(command);
        for (ListIterator<String> rest = words.listIterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (word.equals(END)) {
                arguments.end(rest);
            } else {
                arguments.add(word, rest);
            }
        }
        return arguments;
    }

    /** All that follows is operands, whatever it looks like. */
    private void end(ListIterator<String> rest) {
        command.refuseOptions(operands);
        ended = true;
        rest.forEachRemaining(operands::add);
    }

    /** Whether a word said that no option follows, so that operands may look like options. */
    public boolean areEnded() {
        return ended;
    }

    private void add(String word, ListIterator<String> rest) {
        String[] nameAndValue = word.split("=", 2);
        Command.Option option = command.option(nameAndValue[0]).orElse(null);
        if (option == null) {
            operands.add(word);
        } else if (!option.takesValue()) {
            if (nameAndValue.length > 1) {
                throw new UsageException(
                        command.name(), "the option %s takes no value".formatted(nameAndValue[0]));
            }
            options.put(option, PRESENT);
        } else if (options.containsKey(option)) {
            throw new UsageException(
                    command.name(),
                    "the option %s is given twice; leave one of them out"
                            .formatted(nameAndValue[0]));
        } else if (nameAndValue.length > 1) {
            options.put(option, nameAndValue[1]);
        } else if (rest.hasNext()) {
            options.put(option, rest.next());
        } else {
            throw new UsageException(command.name(), "the option %s needs a value".formatted(word));
        }
    }

    /** What {@link Command#method()} is to be called with. */
    public Object[] forMethod(CommandSession session) {
        List<Object> values = new ArrayList<>(List.of(session));
        Method method = command.method();
        IntStream.range(0, command.options().size())
                .forEach(i -> values.add(value(i, method.getParameterTypes()[i + 1])));
        values.add(operands.toArray(String[]::new));
        return values.toArray();
    }

    private Object value(int index, Class<?> type) {
        Command.Option option = command.options().get(index);
        String value = options.getOrDefault(option, option.absent());
        return type == boolean.class ? Boolean.valueOf(value) : value;
    }
}
