package org.esxsync.distribution;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The main class: starts the framework, hands the command to the shell bundle and exits with its
 * code, or leaves the interactive shell or the service to itself.
 */
public final class Launcher {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 64;
    private static final long COMMAND_LINE_SECONDS = 10;
    private static final long END_SECONDS = 10;

    private Launcher() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Options options = Options.parse(args);
            if (options.command().equals(List.of("--version"))) {
                System.out.println(
                        "ESX Sync " + Launcher.class.getPackage().getImplementationVersion());
                return System.out.checkError() ? FAILED : DONE;
            }
            if (options.demo()) {
                System.err.println("esxsync: demo: all patches of this run are made up");
            }
            return run(new Installation(home(), options), options);
        } catch (Options.UsageException e) {
            System.err.println("esxsync: " + e.getMessage());
            return WRONG_USAGE;
        } catch (IOException | BundleException | InvalidSyntaxException e) {
            System.err.println("esxsync: it did not start: " + e);
            return FAILED;
        } catch (InterruptedException e) {
            return FAILED;
        }
    }

    private static Path home() throws IOException {
        URL jar = Launcher.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(jar.toString())).toRealPath().getParent().getParent();
    }

    private static int run(Installation installation, Options options)
            throws IOException, BundleException, InvalidSyntaxException, InterruptedException {
        // The framework's threads inherit it; JLine finds its terminals only where there is none.
        Thread.currentThread().setContextClassLoader(null);
        Path cache = Files.createTempDirectory("esxsync");
        CountDownLatch ended = new CountDownLatch(1);
        endOnSignal(Thread.currentThread(), ended);
        try {
            Framework framework = installation.start(cache);
            try {
                return work(framework, options);
            } finally {
                stop(framework);
            }
        } finally {
            Installation.delete(cache);
            ended.countDown();
        }
    }

    private static int work(Framework framework, Options options)
            throws InvalidSyntaxException, InterruptedException {
        if (options.isLasting()) {
            framework.waitForStop(0);
            return DONE;
        }
        return runCommand(framework.getBundleContext(), options.command().toArray(String[]::new));
    }

    /** Ends what still works in the bundles; a signal may have interrupted this thread. */
    private static void stop(Framework framework) throws BundleException, InterruptedException {
        Thread.interrupted();
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(END_SECONDS));
    }

    /** A signal interrupts the command, which then ends in order; the process waits for it. */
    private static void endOnSignal(Thread main, CountDownLatch ended) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (ended.getCount() == 0) {
                                        return;
                                    }
                                    main.interrupt();
                                    try {
                                        ended.await(END_SECONDS, TimeUnit.SECONDS);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "esxsync-end"));
    }

    /** The shell bundle's service has a type of the JDK, since this class sees no bundle. */
    private static int runCommand(BundleContext context, String[] command)
            throws InvalidSyntaxException, InterruptedException {
        ServiceTracker<ToIntFunction<String[]>, ToIntFunction<String[]>> tracker =
                new ServiceTracker<>(
                        context,
                        context.createFilter(
                                "(&(objectClass=java.util.function.ToIntFunction)"
                                        + "(org.esxsync.command-line=true))"),
                        null);
        tracker.open();
        try {
            ToIntFunction<String[]> commandLine =
                    tracker.waitForService(TimeUnit.SECONDS.toMillis(COMMAND_LINE_SECONDS));
            if (commandLine == null) {
                System.err.println(
                        "esxsync: the commands did not start; the messages above may tell why");
                return FAILED;
            }
            return commandLine.applyAsInt(command);
        } finally {
            tracker.close();
        }
    }
}
