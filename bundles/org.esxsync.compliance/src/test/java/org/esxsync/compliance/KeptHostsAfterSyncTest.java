package org.esxsync.compliance;

import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostsAfterSync;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.api.compliance.LackingHosts;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptHostsAfterSyncTest {

    private static final EsxRelease RELEASE = EsxRelease.parse("esxi-7.0");

    private final List<KeptHost> kept = new ArrayList<>();
    private final HostsAfterSync hosts =
            new KeptHostsAfterSync(
                    new FewHosts(),
                    new HostCompliance(
                            new ListedPatches()
                                    .release(
                                            "esxi-7.0",
                                            bulletin("OLD", vib("old", "2")),
                                            bulletin("S1", "security", "2026-01-01", vib("a", "2")),
                                            bulletin("S2", "security", "2026-01-01", vib("b", "2")),
                                            bulletin("B", vib("c", "2"))),
                            Clock.systemUTC(),
                            () -> new HostAge(0)));

    private final class FewHosts implements KeptHosts {

        @Override
        public List<KeptHost> all() {
            return kept;
        }

        @Override
        public Optional<KeptHost> find(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String state() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void keep(List<Host> hosts) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(String name) {
            throw new UnsupportedOperationException();
        }
    }

    private void keep(String name, String... vibs) {
        Host host =
                Host.builder(name)
                        .release(RELEASE)
                        .vibs(
                                Stream.of(vibs)
                                        .map(each -> each.split(" "))
                                        .map(
                                                each ->
                                                        new InstalledVib(
                                                                each[0],
                                                                new VibVersion(each[1]),
                                                                ""))
                                        .toList())
                        .build();
        kept.add(new KeptHost(host, Instant.EPOCH));
    }

    private static SyncReport published(String... patches) {
        return new SyncReport(
                Stream.of(patches)
                        .map(id -> new PatchOutcome(id, "s", RELEASE, Outcome.PUBLISHED, ""))
                        .toList(),
                List.of(),
                0,
                Duration.ZERO);
    }

    @Test
    void onlyWhatTheSyncHasBroughtCounts() {
        keep("one", "a 1", "b 1", "old 1");
        keep("two", "a 1", "b 2", "c 1");
        keep("three", "a 2", "old 1");
        assertEquals(Optional.of(new LackingHosts(2, 2, 2)), hosts.lacking(published("S1", "S2")));
        assertEquals(
                Optional.of(new LackingHosts(2, 3, 2)), hosts.lacking(published("S1", "S2", "B")));
        assertEquals(Optional.empty(), hosts.lacking(published("OTHER")));
    }

    @Test
    void withoutHostsOrNewPatchesNothingIsRead() {
        assertEquals(Optional.empty(), hosts.lacking(published("S1")));
        keep("one", "a 1");
        assertEquals(Optional.empty(), hosts.lacking(published()));
        assertEquals(Optional.of(new LackingHosts(1, 1, 1)), hosts.lacking(published("S1")));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 3, 3, 12 hosts lack the 3 new security patches",
        "1, 1, 1, 1 host lacks the new security patch",
        "1, 1, 0, 1 host lacks the new patch",
        "2, 5, 0, 2 hosts lack 5 new patches",
        "2, 5, 1, '2 hosts lack 5 new patches, 1 of them security'"
    })
    void itIsToldInALine(int hosts, int patches, int security, String expected) {
        assertEquals(expected, new LackingHosts(hosts, patches, security).toString());
    }

    @Test
    void aHostThatCannotBeReadDoesNotFailASync() {
        SyncWatch watch =
                new SyncWatch(
                        report -> {
                            throw new EsxSyncException("it cannot be read");
                        },
                        true);
        watch.finished(published("S1"));
    }
}
