package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** A release is added by a text file while ESX Sync runs. */
@InContainer
class ConfiguredReleaseIT {

    private static final EsxRelease RELEASE = EsxRelease.parse("esxi-9.1");
    private static final String FILE = "org.esxsync.matcher~esxi91.cfg";

    private ContainerHome home;

    @BeforeEach
    void emptyMirror(BundleContext context) throws Exception {
        home = ContainerHome.of(context);
        home.emptyMirror();
    }

    @Test
    void aFileInTheDeployDirectoryAddsAReleaseAndTakesItAway(
            @Service PatchSync sync, @Service MirrorCatalogue catalogue) throws Exception {
        sync.sync(SyncRequest.of("8.0"), SyncListener.NONE);
        Patch unclaimed = unclaimed(catalogue);
        List<SourceSummary> scans = catalogue.sources();
        Path file = home.deploy().resolve(FILE);

        Files.writeString(file, "release = esxi-9.1\nversion = 9.1.*\n");

        Eventually.is("the release is known", () -> isKnown(catalogue));
        assertEquals(List.of(unclaimed), patches(catalogue));
        assertEquals(scans, catalogue.sources(), "claimed without a scan");
        assertPublishedBy(sync);

        Files.delete(file);

        Eventually.is("the release is unknown", () -> !isKnown(catalogue));
        assertEquals(unclaimed, unclaimed(catalogue));
    }

    @Test
    void aFileWithAWrongPatternHarmsNothingElse(@Service MirrorCatalogue catalogue)
            throws Exception {
        Path wrong = home.deploy().resolve("org.esxsync.matcher~wrong.cfg");
        Path right = home.deploy().resolve(FILE);
        try {
            Files.writeString(wrong, "release = esxi-9.7\nid = (\n");
            Files.writeString(right, "release = esxi-9.1\nversion = 9.1\n");

            Eventually.is("the right one is known", () -> isKnown(catalogue));

            assertFalse(
                    catalogue.releases().stream()
                            .anyMatch(each -> each.release().version().equals("9.7")));
        } finally {
            Files.delete(wrong);
            Files.delete(right);
        }
        Eventually.is("the release is unknown", () -> !isKnown(catalogue));
    }

    private void assertPublishedBy(PatchSync sync) throws Exception {
        SyncReport report = sync.sync(SyncRequest.of(RELEASE.toString()), SyncListener.NONE);

        assertEquals(1, report.count(Outcome.PUBLISHED), report::toString);
        Path depot = home.mirror().resolve(RELEASE.toString());
        assertEquals(1, new Depot(depot).checkedVibs().size());
    }

    private static Patch unclaimed(MirrorCatalogue catalogue) {
        List<PatchSummary> unclaimed =
                catalogue.patches().stream().filter(each -> each.claimedBy().isEmpty()).toList();
        assertEquals(1, unclaimed.size(), unclaimed::toString);
        assertTrue(unclaimed.get(0).patch().isFor("embeddedEsx", "9.1"));
        return unclaimed.get(0).patch();
    }

    private static List<Patch> patches(MirrorCatalogue catalogue) {
        return catalogue.patches(RELEASE.toString()).stream().map(PatchSummary::patch).toList();
    }

    private static boolean isKnown(MirrorCatalogue catalogue) {
        return catalogue.releases().stream().anyMatch(each -> each.release().equals(RELEASE));
    }
}
