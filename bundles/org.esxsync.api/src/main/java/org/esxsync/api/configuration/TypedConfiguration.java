package org.esxsync.api.configuration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the conversion to a component property type leaves open, for any thread. */
public final class TypedConfiguration {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,9}");

    private TypedConfiguration() {}

    /**
     * The keys of a configuration.
     *
     * @param type the component property type; a method {@code a_b} stands for the key {@code a.b}
     */
    public static Set<String> keys(Class<? extends Annotation> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .map(TypedConfiguration::key)
                .collect(Collectors.toSet());
    }

    private static String key(Method method) {
        return method.getName().replace('_', '.');
    }

    /**
     * Finds a value that is no number where one is due. The conversion that OSGi does at each
     * access fails for it too, but without naming the key.
     *
     * @param pid the configuration
     * @param type the component property type; a method {@code a_b} stands for the key {@code a.b}
     * @param properties the component's properties
     * @throws ConfigurationException for the first such value, by its key
     */
    public static void requireNumbers(
            String pid, Class<? extends Annotation> type, Map<String, ?> properties) {
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getReturnType() == int.class)
                .map(TypedConfiguration::key)
                .sorted(Comparator.naturalOrder())
                .forEach(key -> requireNumber(pid, key, properties.get(key)));
    }

    /**
     * The values of one key. A configuration file may name several in one line, with commas between
     * them.
     *
     * @param lines the values as the component property type gives them
     * @return them one by one, without white space around them and without empty ones
     */
    public static List<String> list(String... lines) {
        return Arrays.stream(lines)
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /**
     * Values as a component property type gives them, for what was not configured through Config
     * Admin or is not yet: what is not set has its default.
     *
     * @param type a component property type whose methods give text, lists of text and whole
     *     numbers
     * @param values by key, as Config Admin or a file has them; numbers were {@linkplain
     *     #requireNumbers checked}
     */
    public static <T extends Annotation> T of(Class<T> type, Map<String, ?> values) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> value(method, values.get(key(method)))));
    }

    private static @Nullable Object value(Method method, @Nullable Object value) {
        Object defaultValue = method.getDefaultValue();
        if (value == null || defaultValue == null) {
            return defaultValue;
        }
        List<String> texts = texts(value);
        if (defaultValue instanceof String[]) {
            return texts.toArray(String[]::new);
        }
        if (texts.isEmpty()) {
            return defaultValue;
        }
        return defaultValue instanceof Integer
                ? Integer.valueOf(texts.get(0).strip())
                : texts.get(0);
    }

    private static List<String> texts(Object value) {
        if (value instanceof Object[] values) {
            return Stream.of(values).map(String::valueOf).toList();
        }
        return value instanceof Collection<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    /**
     * The configuration of one run: a framework property such as {@code
     * org.esxsync.fetch.bandwidth}, the PID and a key, takes precedence over the value of that key.
     *
     * @param pid the configuration
     * @param type the component property type, of which values are text, lists of it or whole
     *     numbers
     * @param config the values that are configured
     * @param property tells a framework property; null for one that is not set
     * @throws ConfigurationException if such a property is no number where one is due
     */
    public static <A extends Annotation> A ofThisRun(
            String pid, Class<A> type, A config, UnaryOperator<@Nullable String> property) {
        Map<String, Object> values = new HashMap<>();
        for (Method method : type.getDeclaredMethods()) {
            String key = key(method);
            String value = property.apply(pid + "." + key);
            if (value != null && method.getParameterCount() == 0) {
                values.put(method.getName(), typed(pid, key, value, method.getReturnType()));
            }
        }
        return values.isEmpty() ? config : type.cast(preferring(values, type, config));
    }

    private static Object typed(String pid, String key, String value, Class<?> type) {
        if (type == int.class) {
            requireNumber(pid, key, value);
            return Integer.valueOf(value.strip());
        }
        return type == String[].class ? new String[] {value} : value;
    }

    private static Object preferring(Map<String, Object> values, Class<?> type, Annotation config) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        values.containsKey(method.getName())
                                ? values.get(method.getName())
                                : method.invoke(config, arguments));
    }

    private static void requireNumber(String pid, String key, @Nullable Object value) {
        if (value instanceof String text && !WHOLE_NUMBER.matcher(text.strip()).matches()) {
            throw new ConfigurationException(pid, key, text, "use a whole number");
        }
    }
}
