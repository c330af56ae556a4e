package org.esxsync.itests.support;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.esxsync.source.testkit.PatchSourceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.opentest4j.AssertionFailedError;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;

/**
 * Pax Exam's container with the bundles of the distribution on their start levels, JUnit, and the
 * probe: a bundle with the classes of this module. What a person would set with options and files
 * stands in the directories of a {@link ContainerHome}.
 */
final class Container implements AutoCloseable {

    private static final int START_LEVEL = 10;
    private static final int LIBRARIES_LEVEL = 1;

    /** Needs a terminal; only the interactive shell has it. */
    private static final String CONSOLE = "7-console";

    private final NativeTestContainer framework;
    private final Bundle probe;

    private Container(NativeTestContainer framework, Bundle probe) {
        this.framework = framework;
        this.probe = probe;
    }

    static Container start() {
        try {
            ContainerHome home = ContainerHome.create();
            // Not createTestSystem: that one would add bundles of Pax Exam's own.
            NativeTestContainer framework =
                    (NativeTestContainer)
                            PaxExamRuntime.createContainer(DefaultExamSystem.create(options(home)));
            framework.start();
            long probe = framework.installProbe(ProbeBundle.open());
            return new Container(
                    framework, framework.getSystemBundle().getBundleContext().getBundle(probe));
        } catch (IOException e) {
            throw new IllegalStateException("the container did not start", e);
        }
    }

    /** Runs the class inside, once for all its methods. */
    InsideResults run(Class<?> testClass) {
        try {
            @SuppressWarnings("unchecked")
            Function<String, Map<String, Optional<Throwable>>> inside =
                    (Function<String, Map<String, Optional<Throwable>>>)
                            probe.loadClass(InsideRun.class.getName())
                                    .getConstructor()
                                    .newInstance();
            return new InsideResults(inside.apply(testClass.getName()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the probe bundle is not usable", e);
        }
    }

    @Override
    public void close() {
        framework.stop();
    }

    private static Option[] options(ContainerHome home) throws IOException {
        List<Option> options = new ArrayList<>(distribution());
        for (Class<?> each : testing()) {
            options.add(
                    bundle(each.getProtectionDomain().getCodeSource().getLocation().toString())
                            .startLevel(LIBRARIES_LEVEL));
        }
        options.add(cleanCaches());
        options.add(workingDirectory(home.work().toString()));
        options.add(frameworkStartLevel(START_LEVEL));
        // As in the launcher, SLF4J is that of the class path.
        options.add(
                systemPackages(
                        "org.slf4j;version=2.0",
                        "org.slf4j.event;version=2.0",
                        "org.slf4j.helpers;version=2.0",
                        "org.slf4j.spi;version=2.0"));
        // Else Felix lets bundles see the class path, which no user's bundle can.
        options.add(property("felix.bootdelegation.implicit", "false"));
        options.add(property("gosh.args", "--nointeractive"));
        home.properties().forEach((key, value) -> options.add(property(key, value)));
        return options.toArray(Option[]::new);
    }

    private static Option property(String key, String value) {
        return frameworkProperty(key).value(value);
    }

    private static List<Option> distribution() throws IOException {
        List<Option> options = new ArrayList<>();
        for (Path folder : list(Distribution.home().resolve("bundles"))) {
            if (!folder.endsWith(CONSOLE)) {
                int level = Integer.parseInt(folder.getFileName().toString().split("-")[0]);
                for (Path jar : list(folder)) {
                    options.add(bundle(jar.toUri().toString()).startLevel(level));
                }
            }
        }
        return options;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** A class of each jar that the tests need; all are bundles. */
    private static List<Class<?>> testing() {
        return List.of(
                AssertionFailedError.class,
                JUnitException.class,
                TestEngine.class,
                Launcher.class,
                Test.class,
                ParameterizedTest.class,
                JupiterTestEngine.class,
                PatchSourceContract.class);
    }
}
