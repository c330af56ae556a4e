package org.esxsync.itests.embedding;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * What all code in a JVM shares.
 *
 * @param values each by its name; none is null
 */
record JvmState(Map<String, Object> values) {

    /** Threads that the JDK and the framework start when they need them, and end themselves. */
    private static final String PASSING_THREADS =
            "process reaper|Keep-Alive-Timer|Felix.*|Framework stop.*";

    static JvmState now() throws GeneralSecurityException, ReflectiveOperationException {
        Map<String, Object> values = new HashMap<>();
        // The first call sets a property.
        values.put("time zone", TimeZone.getDefault());
        System.getProperties().forEach((key, value) -> values.put("property " + key, value));
        for (Locale.Category category : Locale.Category.values()) {
            values.put("locale " + category, Locale.getDefault(category));
        }
        values.put("locale", Locale.getDefault());
        put(values, "authenticator", Authenticator.getDefault());
        put(values, "cookie handler", CookieHandler.getDefault());
        put(values, "proxy selector", ProxySelector.getDefault());
        put(values, "response cache", ResponseCache.getDefault());
        put(values, "handler of exceptions", Thread.getDefaultUncaughtExceptionHandler());
        put(values, "trust", SSLContext.getDefault());
        put(values, "trust of URLs", HttpsURLConnection.getDefaultSSLSocketFactory());
        put(values, "names of hosts", HttpsURLConnection.getDefaultHostnameVerifier());
        values.put("security providers", List.of(Security.getProviders()));
        values.put("streams", Arrays.asList(System.in, System.out, System.err));
        values.put("log", List.of(Logger.getLogger("").getHandlers()));
        values.put("beans", ManagementFactory.getPlatformMBeanServer().queryNames(null, null));
        values.put(
                "drivers", List.copyOf((List<?>) hidden(DriverManager.class, "registeredDrivers")));
        values.put("shutdown hooks", shutdownHooks());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.getName().matches(PASSING_THREADS)) {
                values.put("thread " + thread.getId() + " " + thread.getName(), thread);
            }
        }
        return new JvmState(values);
    }

    private static Set<?> shutdownHooks() throws ReflectiveOperationException {
        Map<?, ?> hooks =
                (Map<?, ?>) hidden(Class.forName("java.lang.ApplicationShutdownHooks"), "hooks");
        return Set.copyOf(hooks.keySet());
    }

    /** What the Java platform shows to nobody, if it is not told to with {@code --add-opens}. */
    private static Object hidden(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    private static void put(Map<String, Object> values, String name, Object value) {
        values.put(name, value == null ? "none" : value);
    }

    /** The names of what is other than before. */
    List<String> differencesFrom(JvmState before) {
        return Stream.concat(values.keySet().stream(), before.values.keySet().stream())
                .filter(name -> !name.startsWith("thread") || values.containsKey(name))
                .filter(name -> !values.getOrDefault(name, "").equals(before.values.get(name)))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }
}
