package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.GeneratedMatcher;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** A release is added by a matcher that the archetype has generated. */
@Tag("slow")
@InContainer
class ArchetypeIT {

    private static final String RELEASE = "esxi-9.1";

    @Test
    void whatIsGeneratedBuildsOfflineAndIsDeployed(
            BundleContext context, @Service PatchSync sync, @Service MirrorCatalogue catalogue)
            throws Exception {
        ContainerHome home = ContainerHome.of(context);
        home.emptyMirror();
        Path directory = Files.createDirectory(home.root().resolve("generated"));
        Path built = new GeneratedMatcher(directory).build();
        Path deployed = home.deploy().resolve(built.getFileName());

        Files.copy(built, deployed);

        Eventually.is("the release is known", () -> isKnown(catalogue));
        SyncReport report = sync.sync(SyncRequest.of(RELEASE), SyncListener.NONE);
        assertEquals(1, report.count(Outcome.PUBLISHED), report::toString);

        Files.delete(deployed);

        Eventually.is("the release is unknown", () -> !isKnown(catalogue));
    }

    private static boolean isKnown(MirrorCatalogue catalogue) {
        return catalogue.releases().stream()
                .anyMatch(each -> each.release().toString().equals(RELEASE));
    }
}
