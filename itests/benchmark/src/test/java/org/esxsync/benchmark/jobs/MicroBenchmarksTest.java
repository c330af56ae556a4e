package org.esxsync.benchmark.jobs;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class MicroBenchmarksTest {

    @Test
    void theCompilerHasListedThemForJmh() {
        assertNotNull(MicroBenchmarks.class.getResource("/META-INF/BenchmarkList"));
    }
}
