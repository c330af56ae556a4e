package org.esxsync.distribution;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.slf4j.LoggerFactory;

/**
 * Tells the JVM which of its compilers may compile what, as {@code bin/esxsync} wishes for its
 * command. An option of the JVM could do so too, but writes to standard output.
 *
 * <p>This goes past the MBean server, which would be the way for all else: until that one is ready,
 * the JVM has compiled most of what the directives are to spare it. The manifest opens the package.
 */
final class CompilerDirectives {

    /** Names the property that names the file with the directives. */
    static final String FILE = "org.esxsync.compilers";

    private static final String COMMAND = "Compiler.directives_add \"%s\"";
    private static final String REFUSED = "this JVM takes no compiler directives: ";
    private static final String PACKAGE = "com.sun.management.internal.";

    private CompilerDirectives() {}

    static void add() {
        String file = System.getProperty(FILE, "");
        if (!file.isEmpty()) {
            add(file);
        }
    }

    /** A JVM that cannot be told is only slower. */
    static void add(String file) {
        String answer;
        try {
            // loads the native library that the next class needs
            Class.forName(PACKAGE + "PlatformMBeanProviderImpl");
            Class<?> commands = Class.forName(PACKAGE + "DiagnosticCommandImpl");
            Method instance = commands.getDeclaredMethod("getDiagnosticCommandMBean");
            Method execute = commands.getDeclaredMethod("executeDiagnosticCommand", String.class);
            instance.setAccessible(true);
            execute.setAccessible(true);
            answer = (String) execute.invoke(instance.invoke(null), COMMAND.formatted(file));
        } catch (InvocationTargetException e) {
            answer = REFUSED + e.getCause();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            answer = REFUSED + e;
        }
        LoggerFactory.getLogger(CompilerDirectives.class).debug("{}: {}", file, answer.strip());
    }
}
