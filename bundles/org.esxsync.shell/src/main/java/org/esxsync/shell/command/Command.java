package org.esxsync.shell.command;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A command as the annotations of its method describe it: help, completion and the command line
 * read it from here, so that they cannot tell something else than the Gogo shell does.
 *
 * @param method takes the session, the options in order and the operands as {@code String...}
 * @param options its options
 * @param operands what else it takes
 * @param operandsDescription a sentence about them; empty if it takes none
 */
public record Command(
        Method method, List<Option> options, Operands operands, String operandsDescription) {

    /** A kind of operand that takes two names both. */
    private static final int PAIR = 2;

    private static final Pattern NEGATIVE = Pattern.compile("-\\d+");

    private static final List<String> HELP = List.of("-h", "--help");

    /**
     * @param names such as {@code -l} and {@code --limit}
     * @param description a sentence about it
     * @param valueName what help calls the value that follows it; empty if none does
     * @param absent its value when it is not given
     */
    public record Option(List<String> names, String description, String valueName, String absent) {

        static Option of(Parameter parameter, Annotation... annotations) {
            return new Option(
                    List.of(parameter.names()),
                    Command.description(annotations),
                    parameter.presentValue().equals(Parameter.UNSPECIFIED)
                            ? find(annotations, ValueName.class).map(ValueName::value).orElse("N")
                            : "",
                    parameter.absentValue());
        }

        /** Whether a value follows it. */
        public boolean takesValue() {
            return !valueName.isEmpty();
        }

        /** Such as {@code -l, --limit N}. */
        String term() {
            return String.join(", ", names) + (takesValue() ? " " + valueName : "");
        }
    }

    static Command of(Method method) {
        List<Option> options = new ArrayList<>();
        Annotation[][] annotations = method.getParameterAnnotations();
        for (Annotation[] each : annotations) {
            find(each, Parameter.class)
                    .ifPresent(parameter -> options.add(Option.of(parameter, each)));
        }
        Annotation[] last = annotations[annotations.length - 1];
        return new Command(
                method,
                List.copyOf(options),
                find(last, Operands.class).orElseThrow(),
                description(last));
    }

    private static <A extends Annotation> Optional<A> find(
            Annotation[] annotations, Class<A> type) {
        return Stream.of(annotations).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String description(Annotation[] annotations) {
        return find(annotations, Descriptor.class).map(Descriptor::value).orElse("");
    }

    /** Gogo puts a mark before a name that is a word of Java, such as {@code new}. */
    public String name() {
        return name(method);
    }

    static String name(Method method) {
        return method.getName().replaceFirst("^_", "");
    }

    public String description() {
        return method.getAnnotation(Descriptor.class).value();
    }

    Example example() {
        return method.getAnnotation(Example.class);
    }

    public Optional<Option> option(String name) {
        return options.stream().filter(option -> option.names().contains(name)).findFirst();
    }

    /** Such as {@code sync [-n] [release …]}. */
    String usage() {
        List<String> words = new ArrayList<>(List.of(name()));
        for (Option option : options) {
            String value = option.takesValue() ? " " + option.valueName() : "";
            words.add("[" + option.names().get(0) + value + "]");
        }
        if (operands.max() > 0) {
            String operand = operands.value().word() + (operands.max() > PAIR ? " …" : "");
            words.add(operands.min() > 0 ? operand : "[" + operand + "]");
        }
        return String.join(" ", words);
    }

    /** Whether it is one of the commands that an object has. */
    public boolean isOf(Object target) {
        return method.getDeclaringClass().isInstance(target);
    }

    /**
     * Runs it and returns its result; what it throws is thrown on.
     *
     * @param target one that {@link #isOf has it}
     */
    public Object run(Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    public static boolean isHelp(String argument) {
        return HELP.contains(argument);
    }

    /**
     * Checks what a user typed beside the options.
     *
     * @param ended whether they may look like options
     * @throws UsageException if it holds an option that the command does not know, or has too much
     *     or too little
     */
    public void check(boolean ended, String... typed) {
        List<String> words = Arrays.asList(typed);
        if (!ended) {
            refuseOptions(words);
        }
        if (words.size() < operands.min()) {
            throw new UsageException(
                    name(),
                    "the %s is missing"
                            .formatted(operands.value().word().replaceFirst(" \\[.*", "")));
        }
        if (words.size() > operands.max()) {
            String surplus = words.get(operands.max());
            throw new UsageException(name(), "'%s' is one word too many".formatted(surplus));
        }
    }

    /**
     * @throws UsageException if there is one among words that are no options of this command
     */
    void refuseOptions(List<String> words) {
        words.stream()
                .filter(word -> looksLikeOption(word) && !isValue(word))
                .findFirst()
                .ifPresent(this::refuse);
    }

    /** A setting may be below zero. */
    private boolean isValue(String word) {
        return operands.value() == OperandKind.SETTING && NEGATIVE.matcher(word).matches();
    }

    /** A dash alone is standard input. */
    public static boolean looksLikeOption(@Nullable String word) {
        return beginsOption(word) && !"-".equals(word);
    }

    /** Whether a word that is not complete can become an option. */
    public static boolean beginsOption(@Nullable String word) {
        return word != null && word.startsWith("-");
    }

    private void refuse(String option) {
        throw new UsageException(
                name(),
                option(option).isPresent()
                        ? "the option %s needs a value".formatted(option)
                        : "unknown option '%s'%s"
                                .formatted(option, Suggestion.of(option, longOptions())));
    }

    /** Of the short ones each is near to any other. */
    private List<String> longOptions() {
        return Stream.concat(options.stream().flatMap(o -> o.names().stream()), HELP.stream())
                .filter(name -> name.startsWith("--"))
                .toList();
    }
}
