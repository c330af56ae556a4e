package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.itests.plugin.PluginJar;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** A release is plugged in and out while ESX Sync runs. */
@InContainer
class HotDeployIT {

    private static final EsxRelease RELEASE = EsxRelease.parse("esxi-9.1");

    @Test
    void aMatcherInTheDeployDirectoryClaimsWhatWasUnclaimed(
            BundleContext context, @Service PatchSync sync, @Service MirrorCatalogue catalogue)
            throws Exception {
        ContainerHome.of(context).emptyMirror();
        sync.sync(SyncRequest.of("8.0"), SyncListener.NONE);
        PatchSummary unclaimed = unclaimed(catalogue);
        Path jar = ContainerHome.of(context).deploy().resolve("matcher.jar");

        Files.write(jar, PluginJar.matcher("org.example.matcher", "9.1", 0).bytes());

        Eventually.is("the release is known", () -> isKnown(catalogue));
        assertEquals(List.of(unclaimed.patch()), patches(catalogue));
        assertPublishedBy(sync);

        Files.delete(jar);

        Eventually.is("the release is unknown", () -> !isKnown(catalogue));
        assertThrows(UnknownReleaseException.class, () -> catalogue.patches(RELEASE.toString()));
        assertEquals(unclaimed.patch(), unclaimed(catalogue).patch());
    }

    private static void assertPublishedBy(PatchSync sync) {
        SyncReport report = sync.sync(SyncRequest.of(RELEASE.toString()), SyncListener.NONE);

        assertEquals(1, report.count(Outcome.PUBLISHED), report::toString);
    }

    private static PatchSummary unclaimed(MirrorCatalogue catalogue) {
        List<PatchSummary> unclaimed =
                catalogue.patches().stream().filter(each -> each.claimedBy().isEmpty()).toList();
        assertEquals(1, unclaimed.size(), unclaimed::toString);
        return unclaimed.get(0);
    }

    private static List<Patch> patches(MirrorCatalogue catalogue) {
        return catalogue.patches(RELEASE.toString()).stream().map(PatchSummary::patch).toList();
    }

    private static boolean isKnown(MirrorCatalogue catalogue) {
        return catalogue.releases().stream().anyMatch(each -> each.release().equals(RELEASE));
    }
}
