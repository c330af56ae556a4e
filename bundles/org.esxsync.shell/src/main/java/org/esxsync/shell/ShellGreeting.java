package org.esxsync.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Says in the shell of the distribution how to get help and how to leave it, in place of Gogo's own
 * welcome. The shells of other servers are left alone.
 */
@Component
public final class ShellGreeting implements CommandSessionListener {

    /** The framework property that the distribution's launcher sets. */
    private static final String HOME = "esxsync.home";

    private static final String TERMINAL = ".terminal";
    private static final String QUIET = ".gosh_quiet";
    private static final String GREETING =
            "ESX Sync. 'esx:help' lists the commands, Tab completes them, 'exit' leaves.";

    private static final String EXIT = "exit";

    private final boolean isOurs;
    private final Function exit;

    @Activate
    public ShellGreeting(BundleContext context) {
        this(context.getProperty(HOME) != null, context.getBundle(0));
    }

    /**
     * @param framework what ends the program when it is stopped
     */
    ShellGreeting(boolean isOurs, Bundle framework) {
        this.isOurs = isOurs;
        this.exit =
                (session, arguments) -> {
                    framework.stop();
                    return null;
                };
    }

    /** The first thing that a session runs is its profile, which looks at the variable. */
    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (isOurs && session.get(TERMINAL) != null && session.get(QUIET) == null) {
            session.put(QUIET, true);
            // Gogo's own is Java's System.exit and wants a number.
            session.put(EXIT, exit);
            session.getConsole().println(GREETING);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {
        // Only the start of a session matters.
    }

    @Override
    public void afterExecute(
            CommandSession session, CharSequence command, @Nullable Object result) {
        // Only the start of a session matters.
    }
}
