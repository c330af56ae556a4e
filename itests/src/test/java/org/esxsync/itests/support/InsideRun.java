package org.esxsync.itests.support;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a test class with the JUnit that is in the container. It is called from outside, so that all
 * it takes and gives has types of the JDK: from the class's name to what was thrown by each test
 * and container of tests, named by its unique id.
 */
public final class InsideRun implements Function<String, Map<String, Optional<Throwable>>> {

    @Override
    public Map<String, Optional<Throwable>> apply(String testClass) {
        Map<String, Optional<Throwable>> results = new ConcurrentHashMap<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(InsideRun.class.getClassLoader());
        try {
            launcher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(testClass))
                                    .build(),
                            new Recorder(results));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        return results;
    }

    /** Service loading finds nothing between bundles, so all is named here. */
    private static Launcher launcher() {
        return LauncherFactory.create(
                LauncherConfig.builder()
                        .enableTestEngineAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .addTestEngines(new JupiterTestEngine())
                        .build());
    }

    private record Recorder(Map<String, Optional<Throwable>> results)
            implements TestExecutionListener {

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            results.put(test.getUniqueId(), result.getThrowable());
        }
    }
}
