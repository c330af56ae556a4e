package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.FolderSite;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mirror of an online depot is a depot itself, of the same bulletins. */
class MirroredDepotIT {

    private static final String INDEX = "vmw-depot-index.xml";
    private static final List<String> BULLETINS =
            List.of("ESXi80U3-1", "ESXi80U3-2", "hpe-driver", "hpe-tools");

    @TempDir Path directory;
    private Path upstream;

    @BeforeEach
    void writeADepotOfTwoVendors() throws Exception {
        upstream = Files.createDirectory(directory.resolve("upstream"));
        new SampleDepot(upstream)
                .vendor("vmw", "ESXi80U3-1", "ESXi80U3-2")
                .vendor("hpe", "hpe-driver", "hpe-tools")
                .write();
    }

    @Test
    void theMirrorReadBackIsEqual() throws Exception {
        try (FolderSite site = new FolderSite(upstream)) {
            sync("first", site.url(INDEX)).ended(0);
        }
        Path first = mirror("first").resolve("esxi-8.0");

        assertEquals(BULLETINS.size(), new Depot(first).checkedVibs().size());
        try (FolderSite site = new FolderSite(first)) {
            sync("second", site.url("index.xml")).ended(0);
        }

        Path second = mirror("second").resolve("esxi-8.0");
        assertEquals(BULLETINS, bulletins("first"));
        assertEquals(BULLETINS, bulletins("second"));
        assertEquals(vibs(first), vibs(second));
        assertEquals(BULLETINS.size(), new Depot(second).checkedVibs().size());
    }

    @Test
    void anUnchangedDepotCostsOneConditionalRequestForEachDocument() throws Exception {
        try (FolderSite site = new FolderSite(upstream)) {
            sync("first", site.url(INDEX)).ended(0);
            site.takeRequests();

            Run again = sync("first", site.url(INDEX)).ended(0);

            assertEquals(1, again.linesWith("Nothing new").size(), again::toString);
            assertEquals(
                    List.of(
                            "/esx/hpe/hpe-index.xml 304",
                            "/esx/hpe/hpe-metadata.zip 304",
                            "/esx/vmw/vmw-index.xml 304",
                            "/esx/vmw/vmw-metadata.zip 304",
                            "/" + INDEX + " 304"),
                    site.takeRequests());
        }
    }

    @Test
    void aRecallLeavesTheIndexAndTheBytesStay() throws Exception {
        try (FolderSite site = new FolderSite(upstream)) {
            sync("first", site.url(INDEX)).ended(0);
            new SampleDepot(upstream)
                    .vendor("vmw", "ESXi80U3-1", "ESXi80U3-2")
                    .vendor(
                            "hpe",
                            List.of(
                                    new SampleDepot.Bulletin("hpe-driver", "recall"),
                                    new SampleDepot.Bulletin("hpe-tools", "security")))
                    .write();
            site.takeRequests();

            sync("first", site.url(INDEX)).ended(0);

            List<String> asked = site.takeRequests();
            assertTrue(asked.contains("/esx/hpe/hpe-metadata.zip 200"), asked::toString);
            assertEquals(Set.copyOf(asked).size(), asked.size(), asked::toString);
        }

        Path release = mirror("first").resolve("esxi-8.0");
        assertEquals(3, new Depot(release).checkedVibs().size());
        assertEquals(4, new Depot(release).vibFiles().size());
        assertEquals(1, history("patch_recalled").size());
        assertEquals(2, Tree.names(mirror("first").resolve(".esxsync/metadata")).size());
    }

    @Test
    void aRecallReachesAMirrorOfTheMirror() throws Exception {
        try (FolderSite site = new FolderSite(upstream)) {
            sync("first", site.url(INDEX)).ended(0);
            Path first = mirror("first");
            try (FolderSite mirrored = new FolderSite(first)) {
                sync("second", mirrored.url("")).ended(0);
                new SampleDepot(upstream)
                        .vendor("vmw", "ESXi80U3-1", "ESXi80U3-2")
                        .vendor(
                                "hpe",
                                List.of(
                                        new SampleDepot.Bulletin("hpe-driver", "recall"),
                                        new SampleDepot.Bulletin("hpe-tools", "security")))
                        .write();
                sync("first", site.url(INDEX)).ended(0);

                sync("second", mirrored.url("")).ended(0);
            }
        }
        Path second = mirror("second").resolve("esxi-8.0");
        assertEquals(3, new Depot(second).checkedVibs().size());
        assertEquals(4, new Depot(second).vibFiles().size());
        Run history =
                new EsxSync(directory)
                        .run("--mirror", mirror("second"), "history", "-l", "100", "--json")
                        .ended(0);
        assertEquals(1, history.linesWith("patch_recalled").size(), history::toString);
    }

    @Test
    void aDepotThatShrinksByHalfIsNotBelievedUnlessForced() throws Exception {
        String[] twelve =
                IntStream.rangeClosed(1, 12)
                        .mapToObj("ESXi80U3-%d"::formatted)
                        .toArray(String[]::new);
        new SampleDepot(upstream).vendor("vmw", twelve).write();
        try (FolderSite site = new FolderSite(upstream)) {
            sync("first", site.url(INDEX)).ended(0);
            new SampleDepot(upstream).vendor("vmw", "ESXi80U3-1", "ESXi80U3-2").write();

            Run refused = sync("first", site.url(INDEX)).ended(1);

            assertFalse(refused.linesWith("--force").isEmpty(), refused::toString);
            assertEquals(0, history("patch_vanished").size());
            sync("first", site.url(INDEX), "--force").ended(0);
            assertEquals(10, history("patch_vanished").size());
        }
        Path release = mirror("first").resolve("esxi-8.0");
        assertEquals(12, new Depot(release).checkedVibs().size(), "what is published stays");
    }

    private List<String> history(String kind) throws Exception {
        return new EsxSync(directory)
                .run("--mirror", mirror("first"), "history", "-l", "100", "--json")
                .ended(0)
                .linesWith(kind);
    }

    private static TreeMap<String, String> vibs(Path depot) throws Exception {
        TreeMap<String, String> digests = new TreeMap<>();
        for (Path vib : new Depot(depot).vibFiles()) {
            digests.put(depot.relativize(vib).toString(), Digests.sha256(vib));
        }
        assertEquals(BULLETINS.size(), digests.size());
        return digests;
    }

    private List<String> bulletins(String mirror) throws Exception {
        Run run =
                new EsxSync(directory)
                        .run("--conf", conf(mirror), "--mirror", mirror(mirror), "patches", "8.0")
                        .ended(0);
        return run.out().stream()
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .filter(BULLETINS::contains)
                .distinct()
                .sorted()
                .toList();
    }

    private Run sync(String name, URI index, String... options) throws Exception {
        conf(name).depot("upstream", index);
        List<Object> arguments =
                new ArrayList<>(List.of("--conf", conf(name), "--mirror", mirror(name), "sync"));
        arguments.addAll(List.of(options));
        arguments.add("8.0");
        return new EsxSync(directory).run(arguments.toArray());
    }

    private Conf conf(String name) {
        return new Conf(directory.resolve("conf-" + name));
    }

    private Path mirror(String name) {
        return directory.resolve("mirror-" + name);
    }
}
