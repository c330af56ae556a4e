package org.esxsync.distribution;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the JVM which of its compilers may compile what, as {@code bin/esxsync} wishes for its
 * command. An option of the JVM could do so too, but writes to standard output.
 */
final class CompilerDirectives {

    private static final Logger LOG = LoggerFactory.getLogger(CompilerDirectives.class);

    /** Names the property that names the file with the directives. */
    static final String FILE = "org.esxsync.compilers";

    private CompilerDirectives() {}

    /** Does so in a thread of its own, since the framework can start meanwhile. */
    static void add() {
        String file = System.getProperty(FILE, "");
        if (!file.isEmpty()) {
            Thread thread = new Thread(() -> add(file), "esxsync-compilers");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** A JVM that cannot be told is only slower. */
    static void add(String file) {
        try {
            Object answer =
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "compilerDirectivesAdd",
                                    new Object[] {new String[] {file}},
                                    new String[] {String[].class.getName()});
            LOG.debug("{}: {}", file, answer);
        } catch (JMException | LinkageError e) {
            LOG.debug("{}: this JVM takes no compiler directives: {}", file, e.toString());
        }
    }
}
