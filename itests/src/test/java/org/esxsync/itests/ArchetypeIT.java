package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.GeneratedPlugins;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** What the archetypes have generated builds offline and adds a release, and a source. */
@Tag("slow")
@InContainer
class ArchetypeIT {

    private static final String RELEASE = "esxi-9.1";
    private static final String SOURCE = "(service.pid=org.example.source.list~generated)";

    private static GeneratedPlugins plugins;
    private BundleContext context;
    private ContainerHome home;

    @BeforeAll
    static void build(BundleContext context) throws Exception {
        Path generated = ContainerHome.of(context).root().resolve("generated");
        plugins = new GeneratedPlugins(Files.createDirectory(generated));
        plugins.build();
    }

    @BeforeEach
    void emptyMirror(BundleContext inside) throws Exception {
        context = inside;
        home = ContainerHome.of(context);
        home.emptyMirror();
    }

    @Test
    void theMatcherAddsARelease(@Service PatchSync sync, @Service MirrorCatalogue catalogue)
            throws Exception {
        Path deployed = deploy(plugins.matcher());

        Eventually.is("the release is known", () -> isKnown(catalogue));
        SyncReport report = sync.sync(SyncRequest.of(RELEASE), SyncListener.NONE);
        assertEquals(1, report.count(Outcome.PUBLISHED), report::toString);

        Files.delete(deployed);

        Eventually.is("the release is unknown", () -> !isKnown(catalogue));
    }

    @Test
    void theSourceAddsAPatch(@Service PatchSync sync, @Service MirrorCatalogue catalogue)
            throws Exception {
        Path site = Files.createDirectory(home.root().resolve("site"));
        Files.write(site.resolve("one.tgz"), Tarball.of("ESX-1234567").bytes());
        Path list = Files.writeString(site.resolve("list.txt"), "ESX-1234567 3.0.2 one.tgz\n");
        Path deployed = deploy(plugins.source());
        Path configuration =
                Files.writeString(
                        home.deploy().resolve("org.example.source.list~generated.cfg"),
                        "list = " + list.toUri());

        Eventually.is("the source is known", () -> hasSource());
        sync.sync(SyncRequest.of("esx-3.0.2"), SyncListener.NONE);
        assertEquals(1, catalogue.show("ESX-1234567").size());

        Files.delete(configuration);
        Files.delete(deployed);

        Eventually.is("the source is unknown", () -> !hasSource());
    }

    private Path deploy(Path bundle) throws Exception {
        return Files.copy(bundle, home.deploy().resolve(bundle.getFileName()));
    }

    private static boolean isKnown(MirrorCatalogue catalogue) {
        return catalogue.releases().stream()
                .anyMatch(each -> each.release().toString().equals(RELEASE));
    }

    private boolean hasSource() {
        try {
            return !context.getServiceReferences(PatchSource.class, SOURCE).isEmpty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
