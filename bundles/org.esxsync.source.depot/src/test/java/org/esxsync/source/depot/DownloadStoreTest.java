package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.patch.Patch;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.OnlineLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores of the Update Manager Download Service, in the shapes that are known of them. */
class DownloadStoreTest {

    private static final String INDEX = "hostupdate/__hostupdate20-consolidated-index__.xml";
    private static final String VENDOR_INDEX = "__hostupdate20-consolidated-metadata-index__.xml";
    private static final String ORIGIN =
            "https://hostupdate.vmware.com/software/VUM/PRODUCTION/main/esx/vmw/metadata.zip";

    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("net-x", "1.0-1");

    @TempDir Path store;
    @TempDir Path workspace;

    /** An index and a vendor index. */
    private static Stream<List<String>> shapes() {
        String list = "<vendorList>%s</vendorList>";
        String vendor =
                "<vendor><name>VMware</name><code>vmw</code><indexfile>"
                        + VENDOR_INDEX
                        + "</indexfile><relativePath>vmw</relativePath></vendor>";
        String consolidated = "<hostupdate><vendorList>%s</vendorList></hostupdate>";
        String plain = SampleBundle.vendorIndex(List.of("8.0"), "metadata.zip");
        String original = SampleBundle.vendorIndex(List.of("8.0"), ORIGIN);
        String renamed = original.replace("metaList", "metadataList");
        return Stream.of(
                List.of(list.formatted(vendor), plain),
                List.of(list.formatted(vendor), original),
                List.of(consolidated.formatted("<vendor>vmw</vendor>"), renamed),
                List.of(consolidated.formatted(vendor), original));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void readsAStoreOnDisk(List<String> shape) throws IOException {
        fill(shape);
        for (Path location : List.of(store, store.resolve("hostupdate"), store.resolve(INDEX))) {
            Patch patch = CollectedPatches.at(location, workspace).only();
            Path vib = Path.of(patch.artifacts().get(0).location());
            assertEquals(store.resolve("hostupdate/vmw/" + VIB.path()), vib);
            assertEquals(patch.artifacts().get(0).size(), Files.size(vib));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void readsAStoreOnAServer(List<String> shape) throws IOException {
        fill(shape);
        try (LoopbackSite site = new LoopbackSite();
                Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                site.put("/umds/" + store.relativize(file), Files.readAllBytes(file));
            }
            for (String location : List.of("/umds/", "/umds/" + INDEX)) {
                Patch patch =
                        CollectedPatches.of(
                                        CollectedPatches.source(site.url(location)),
                                        workspace,
                                        null)
                                .only();
                assertEquals(
                        site.url("/umds/hostupdate/vmw/" + VIB.path()),
                        patch.artifacts().get(0).location().toString());
            }
        }
    }

    @Test
    void doesNotFollowAnOriginThatLeadsOutOfTheStore() throws IOException {
        fill(List.of(SampleBundle.index("v", "vmw", VENDOR_INDEX), "<metaList/>"));
        for (String url : List.of("https://x.example/..", "https://x.example/%2e%2e", "../x.zip")) {
            Files.writeString(
                    store.resolve("hostupdate/vmw/" + VENDOR_INDEX),
                    SampleBundle.vendorIndex(List.of("8.0"), url));
            CollectedPatches found = CollectedPatches.at(store, workspace);
            assertEquals(List.of(), found.ids());
            assertEquals(1, found.problems.size(), url);
        }
    }

    @Test
    void takesNoSecretAndNoFormerHomeIntoTheUrlsThatFollow() {
        URI index =
                OnlineLocation.indexes(
                                "pid",
                                "https://dl.broadcom.com/${env:TOKEN}/PROD/COMP/ESX_HOST/main/i.xml")
                        .iterator()
                        .next();
        assertEquals(
                "https://dl.broadcom.com/$%7Benv:TOKEN%7D/PROD/COMP/ESX_HOST/main/esx/vmw/metadata.zip",
                DepotUrl.resolve(index, ORIGIN).toString());
        assertEquals(
                "https://dl.broadcom.com/$%7Benv:TOKEN%7D/PROD/COMP/ESX_HOST/main/esx/m.zip",
                DepotUrl.resolve(index, "esx/m.zip").toString());
    }

    private void fill(List<String> shape) throws IOException {
        Path vendor = store.resolve("hostupdate/vmw");
        new SampleBundle().bulletin(SampleBulletin.of("b", "8.0", VIB)).unpackTo(vendor);
        Files.delete(vendor.resolve("index.xml"));
        Files.delete(vendor.resolve("vendor-index.xml"));
        Files.writeString(store.resolve(INDEX), shape.get(0));
        Files.writeString(vendor.resolve(VENDOR_INDEX), shape.get(1));
    }
}
