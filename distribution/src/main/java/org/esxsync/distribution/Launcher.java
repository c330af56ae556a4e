package org.esxsync.distribution;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
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
        CompilerDirectives.add();
        System.exit(run(args));
    }

    private static int run(String[] args) {
        FailedStart failed = new FailedStart(List.of(args));
        try {
            Options options = Options.parse(args);
            if (options.command().equals(List.of("--version"))) {
                System.out.println(
                        "ESX Sync " + Launcher.class.getPackage().getImplementationVersion());
                if (System.out.checkError()) {
                    System.err.println("esxsync: the output is incomplete; check where it goes");
                    return FAILED;
                }
                return DONE;
            }
            Log.set(options.loudness(), options.logFile());
            if (options.demo()) {
                tellOfDemo(options);
            }
            Installation installation = Installation.at(home(), options);
            installation.takeOver().forEach(told -> System.err.println("esxsync: " + told));
            return run(installation, failed);
        } catch (Options.UsageException e) {
            return failed.tell(String.valueOf(e.getMessage()), WRONG_USAGE);
        } catch (Log.UnwritableException e) {
            return failed.tell(String.valueOf(e.getMessage()), FAILED);
        } catch (IOException | BundleException | InvalidSyntaxException | RuntimeException e) {
            return failed.tell("it did not start: " + e, FAILED);
        } catch (InterruptedException e) {
            return FAILED;
        }
    }

    private static void tellOfDemo(Options options) {
        String where = options.mirror() == null ? "" : "; the mirror is " + options.mirror();
        System.err.println("esxsync: demo: all patches of this run are made up" + where);
    }

    private static Path home() throws IOException {
        URL jar = Launcher.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(jar.toString())).toRealPath().resolve("../..").normalize();
    }

    private static int run(Installation installation, FailedStart failed)
            throws IOException, BundleException, InvalidSyntaxException, InterruptedException {
        // The framework's threads inherit it; JLine finds its terminals only where there is none.
        Thread.currentThread().setContextClassLoader(null);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean signalled = new AtomicBoolean();
        endOnSignal(Thread.currentThread(), signalled, ended);
        Path prepared = prepared();
        try (FrameworkStorage storage = FrameworkStorage.claim(prepared);
                ClassArchive archive = train(installation, prepared)) {
            int code = run(installation, storage, failed);
            if (archive != null && !signalled.get()) {
                archive.keep();
            }
            return code;
        } finally {
            ended.countDown();
        }
    }

    /** Where a start leaves what speeds up later ones, as {@code bin/esxsync} chose it; or null. */
    private static @Nullable Path prepared() {
        String directory = System.getProperty("org.esxsync.prepared", "");
        return directory.isEmpty() ? null : Path.of(directory);
    }

    private static @Nullable ClassArchive train(Installation installation, @Nullable Path prepared)
            throws IOException {
        return prepared == null
                        || installation.options().isLasting()
                        || installation.options().isServing()
                ? null
                : ClassArchive.train(prepared, installation.mark());
    }

    private static int run(Installation installation, FrameworkStorage storage, FailedStart failed)
            throws IOException, BundleException, InvalidSyntaxException, InterruptedException {
        try (RunningFramework framework = RunningFramework.start(installation, storage)) {
            if (installation.options().isLasting()) {
                if (!installation.options().isService()) {
                    TerminalSignals.onInterrupt(() -> interrupt(framework.context()));
                }
                framework.waitForStop();
                return DONE;
            }
            TerminalSignals.followWidth();
            String[] command = installation.options().command().toArray(String[]::new);
            return runCommand(framework.context(), command, failed);
        }
    }

    /** A signal interrupts the command, which then ends in order; the process waits for it. */
    private static void endOnSignal(Thread main, AtomicBoolean signalled, CountDownLatch ended) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (ended.getCount() == 0) {
                                        return;
                                    }
                                    signalled.set(true);
                                    main.interrupt();
                                    try {
                                        ended.await(END_SECONDS, TimeUnit.SECONDS);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "esxsync-end"));
    }

    /** Ends the command that runs in the shell; a terminal that can do more does it without us. */
    private static void interrupt(BundleContext context) {
        try {
            for (ServiceReference<Runnable> each :
                    context.getServiceReferences(Runnable.class, "(org.esxsync.interrupt=true)")) {
                Runnable interruption = context.getService(each);
                if (interruption != null) {
                    interruption.run();
                }
            }
        } catch (InvalidSyntaxException | IllegalStateException e) {
            // It is ending anyway.
        }
    }

    /** The shell bundle's service has a type of the JDK, since this class sees no bundle. */
    private static int runCommand(BundleContext context, String[] command, FailedStart failed)
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
                return failed.tell(
                        "the commands did not start; the messages above may tell why", FAILED);
            }
            return commandLine.applyAsInt(command);
        } finally {
            tracker.close();
        }
    }
}
