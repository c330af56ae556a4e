package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A depot offers nothing that is not there, and one bad bundle does not spoil it. */
class FilteredDepotTest {

    private static final SampleBulletin.Vib OLD = SampleBulletin.Vib.of("drv", "1-67");
    private static final SampleBulletin.Vib NEW = SampleBulletin.Vib.of("drv", "2-70");
    private static final SampleBulletin.Vib TOOL = SampleBulletin.Vib.of("tool", "9");
    private static final SampleBulletin.Vib LOOSE = SampleBulletin.Vib.of("loose", "1");

    @TempDir Path workspace;

    private static SampleBundle bundle() {
        return new SampleBundle()
                .bulletin(SampleBulletin.of("DRV_1", "6.7", OLD))
                .bulletin(SampleBulletin.of("DRV_2", "7.0", NEW))
                .bulletin(SampleBulletin.of("TOOL", "*", TOOL))
                .standalone(LOOSE)
                .profile("P67", OLD.id(), TOOL.id())
                .profile("PMIX", OLD.id(), NEW.id());
    }

    @Test
    void hasNoEntryOfWhatWasNotPublishedWhateverItsEnding() throws IOException {
        PublishedDepot depot =
                PublishedDepot.of(
                        "esxi-6.7",
                        bundle().metadataEntry(
                                        "bulletins/odd",
                                        SampleBulletin.of("ODD", "7.0", NEW).alone()),
                        workspace,
                        "DRV_1",
                        "TOOL",
                        "P67");

        assertEquals(
                Set.of(
                        "bulletins/DRV_1.xml",
                        "bulletins/TOOL.xml",
                        "profiles/P674711",
                        "vendor-index.xml",
                        entry(OLD),
                        entry(TOOL),
                        "vmware.xml"),
                depot.entries());
        assertFalse(depot.entry("vmware.xml").contains("DRV_2"));
        assertEquals(List.of(), depot.missed());
        assertEquals(List.of(), depot.leftOut);
    }

    @Test
    void isCalledByItsContentSoThatAFormerIndexFindsWhatItMeans() throws IOException {
        Path zip = bundle().zipTo(workspace.resolve("sample.zip"));
        PublishedDepot depot = new PublishedDepot(EsxRelease.parse("esxi-6.7"), workspace);
        List<Patch> patches = CollectedPatches.at(zip, workspace).patches;
        Set<String> wanted = Set.of("DRV_1", "TOOL");
        List<IndexedPatch> indexed = depot.publish(patches, each -> wanted.contains(each.id()));
        RelativePath former = depot.index(indexed).get(0);
        byte[] content = Files.readAllBytes(former.under(depot.directory));

        RelativePath now =
                depot.index(
                                indexed.stream()
                                        .filter(each -> each.patch().id().equals("TOOL"))
                                        .toList())
                        .get(0);

        assertNotEquals(former, now);
        assertArrayEquals(content, Files.readAllBytes(former.under(depot.directory)));
        for (RelativePath each : List.of(former, now)) {
            assertTrue(
                    each.value()
                            .startsWith(
                                    SampleBundle.sha256(
                                                    Files.readAllBytes(each.under(depot.directory)))
                                            .substring(0, 12)),
                    each.value());
        }
    }

    @Test
    void keepsAStandaloneVibThatWasPublished() throws IOException {
        PublishedDepot depot = PublishedDepot.of("esxi-6.7", bundle(), workspace, LOOSE.id());

        assertEquals(Set.of("vibs/loose-1.xml", "vendor-index.xml", "vmware.xml"), depot.entries());
        assertEquals(List.of(), depot.missed());
    }

    @Test
    void leavesOutWhatNamesSomethingThatIsNotThere() throws IOException {
        String apart =
                "{\"components\": [{\"name\": \"DRV\", \"display\": \"A driver\", \"version\":"
                        + " \"2\"}]}";
        PublishedDepot depot =
                PublishedDepot.of(
                        "esxi-6.7",
                        bundle().metadataEntry("addons/id.json", "{\"DRV_2\": \"\"}")
                                .metadataEntry("addons/apart.json", apart)
                                .metadataEntry(
                                        "addons/map.json", "{\"components\":{\"DRV\":\"2\"}}")
                                .metadataEntry(
                                        "addons/kept.json", "{\"components\":{\"DRV\":\"1\"}}")
                                .metadataEntry("addons/kept.txt", "file " + OLD.path())
                                .metadataEntry("addons/path.txt", "file " + NEW.path())
                                .metadataEntry("baseimages/vib.txt", "needs " + NEW.id())
                                .metadataEntry("baseimages/unknown.txt", "VMW_bootbank_x_1.0-1")
                                .metadataEntry("manifests/m.json", "{}"),
                        workspace,
                        "DRV_1",
                        "TOOL");

        Set<String> entries = depot.entries();
        assertTrue(
                entries.containsAll(
                        Set.of("addons/kept.json", "addons/kept.txt", "manifests/m.json")));
        assertTrue(
                entries.stream()
                        .filter(name -> name.startsWith("addons/") || name.startsWith("base"))
                        .allMatch(name -> name.startsWith("addons/kept.")),
                entries::toString);
        assertEquals("{}", depot.entry("manifests/m.json"));
        assertEquals(7, depot.remarks.size(), depot.remarks::toString);
        assertTrue(
                depot.remarks
                        .get(6)
                        .endsWith(
                                ": 1 entry is not understood and stays as published, since it names"
                                        + " no VIB or component: manifests/m.json"),
                depot.remarks::toString);
    }

    @Test
    void keepsANoticeOnlyIfItNamesNothing() throws IOException {
        String info = notice("INFO", "info", "");
        String recall =
                notice(
                        "RECALL",
                        "recall",
                        "<recalledVibList><vibID>" + NEW.id() + "</vibID></recalledVibList>");
        PublishedDepot depot =
                PublishedDepot.of(
                        "esxi-6.7",
                        bundle().metadataEntry("bulletins/info.xml", info)
                                .metadataEntry("bulletins/recall.xml", recall),
                        workspace,
                        "DRV_1");

        assertTrue(depot.entries().contains("bulletins/info.xml"));
        assertFalse(depot.entries().contains("bulletins/recall.xml"));
        assertEquals(List.of(), depot.missed());
    }

    private static String notice(String id, String category, String recalled) {
        return """
        <bulletin><id>%s</id><category>%s</category><releaseType>notification</releaseType>\
        <releaseDate>2024-08-05T00:00:00+00:00</releaseDate><vibList/>%s</bulletin>\
        """
                .formatted(id, category, recalled);
    }

    @Test
    void leavesOutAndTellsWhatItsMetadataNoLongerDescribes() throws IOException {
        PublishedDepot depot = new PublishedDepot(EsxRelease.parse("esxi-6.7"), workspace);
        List<IndexedPatch> indexed = depot.publish(scanned(bundle()), patch -> true);
        Path damaged =
                Files.write(
                        workspace.resolve("damaged.zip"),
                        bundle().metadataEntry(entry(OLD), "<vib>").metadata());
        List<IndexedPatch> now =
                indexed.stream().map(each -> new IndexedPatch(each.patch(), damaged)).toList();
        depot.zips().forEach(zip -> zip.toFile().delete());
        depot.index(now);

        assertEquals(
                Set.of("DRV_1", "P67", "PMIX"),
                Set.copyOf(depot.missed().stream().map(text -> text.split(" ")[0]).toList()));
        assertFalse(depot.entries().contains("bulletins/DRV_1.xml"));
        assertTrue(depot.entries().contains("bulletins/DRV_2.xml"));
        assertEquals(
                Set.of("DRV_1", "P67", "PMIX"),
                Set.copyOf(depot.leftOut.stream().map(text -> text.split(" ")[0]).toList()));
    }

    @Test
    void keepsTheRestWhereAPatchHasNoMetadataOrDamagedOne() throws IOException {
        PublishedDepot depot = new PublishedDepot(EsxRelease.parse("esxi-6.7"), workspace);
        List<IndexedPatch> indexed =
                new ArrayList<>(
                        depot.publish(scanned(bundle()), patch -> patch.id().equals("TOOL")));
        Patch first = scanned(bundle()).get(0);
        Path noZip = Files.writeString(workspace.resolve("no.zip"), "no zip");
        indexed.add(new IndexedPatch(first, null));
        indexed.add(new IndexedPatch(first, noZip));
        indexed.add(new IndexedPatch(first, workspace.resolve("lost.zip")));
        depot.index(indexed);

        assertEquals(
                "DRV_1 is published, and no metadata zip describes it, so no host finds it; sync"
                        + " 'test' again",
                depot.missed().get(0));
        assertEquals(1, depot.zips().size());
        assertEquals(3, depot.leftOut.size());
        for (String text : depot.leftOut) {
            assertTrue(text.startsWith("DRV_1 the mirror"), text);
        }
    }

    @Test
    void takesAVmwareXmlThatIsDamagedOutAndKeepsTheRest() throws IOException {
        PublishedDepot depot =
                PublishedDepot.of(
                        "esxi-6.7",
                        bundle().metadataEntry("vmware.xml", "<meta"),
                        workspace,
                        "DRV_1");

        assertEquals(
                Set.of("bulletins/DRV_1.xml", "vendor-index.xml", entry(OLD)), depot.entries());
        assertEquals(1, depot.leftOut.size());
    }

    @Test
    void doesNotOfferToOlderManagersWhatVmwareXmlDescribesOtherwise() throws IOException {
        String stale = SampleBulletin.of("DRV_1", "6.7", NEW).withVibs();
        PublishedDepot depot =
                PublishedDepot.of(
                        "esxi-6.7",
                        bundle().metadataEntry(
                                        "vmware.xml",
                                        "<metadataResponse>" + stale + "</metadataResponse>"),
                        workspace,
                        "DRV_1");

        assertEquals("<metadataResponse></metadataResponse>", depot.entry("vmware.xml"));
    }

    @Test
    void describesAVibInOneWayWhereTwoBundlesDoNot() throws IOException {
        SampleBundle other =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("DRV_3", "6.7", OLD))
                        .metadataEntry(
                                entry(OLD), OLD.descriptor().replace("certified", "accepted"));
        PublishedDepot depot = new PublishedDepot(EsxRelease.parse("esxi-6.7"), workspace);
        List<Patch> patches = new ArrayList<>(scanned(bundle()));
        patches.addAll(
                CollectedPatches.at(other.zipTo(workspace.resolve("o.zip")), workspace).patches);
        depot.publish(patches, patch -> patch.id().matches("DRV_[13]"));

        assertEquals(List.of(), depot.missed());
        assertEquals(2, depot.zips().size());
        Set<String> descriptions = new HashSet<>();
        for (Path zip : depot.zips()) {
            try (ZipFile file = new ZipFile(zip.toFile())) {
                InputStream in = file.getInputStream(file.getEntry(entry(OLD)));
                descriptions.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(1, descriptions.size());
        assertTrue(depot.entries().containsAll(Set.of("bulletins/DRV_1.xml", "vmware.xml")));
        assertTrue(depot.entries().contains("bulletins/DRV_3.xml"));
    }

    @Test
    void takesVmwareXmlOutOfAZipWhoseDescriptionsComeToNameOtherFiles() throws IOException {
        SampleBulletin.Vib moved = OLD.at("other/drv.vib");
        SampleBundle other =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("DRV_3", "6.7", moved))
                        .metadataEntry(
                                entry(OLD), moved.descriptor().replace("certified", "accepted"));
        PublishedDepot depot = new PublishedDepot(EsxRelease.parse("esxi-6.7"), workspace);
        List<Patch> patches = new ArrayList<>(scanned(bundle()));
        patches.addAll(
                CollectedPatches.at(other.zipTo(workspace.resolve("o.zip")), workspace).patches);
        depot.publish(patches, patch -> patch.id().matches("DRV_[13]"));

        assertEquals(List.of(), depot.missed());
        int lists = 0;
        for (Path zip : depot.zips()) {
            try (ZipFile file = new ZipFile(zip.toFile())) {
                lists += file.getEntry("vmware.xml") == null ? 0 : 1;
            }
        }
        assertEquals(1, lists);
    }

    @Test
    void givesTheSameBytesForTheSamePatches() throws IOException {
        PublishedDepot depot = new PublishedDepot(EsxRelease.parse("esxi-6.7"), workspace);
        List<IndexedPatch> indexed =
                depot.publish(scanned(bundle()), patch -> !patch.id().equals("DRV_2"));
        byte[] zip = Files.readAllBytes(depot.zips().get(0));
        depot.index(indexed);

        assertArrayEquals(zip, Files.readAllBytes(depot.zips().get(0)));
    }

    private List<Patch> scanned(SampleBundle bundle) throws IOException {
        return CollectedPatches.at(bundle.zipTo(workspace.resolve("b.zip")), workspace).patches;
    }

    private static String entry(SampleBulletin.Vib vib) {
        return "vibs/%s-%d.xml".formatted(vib.name(), vib.id().hashCode());
    }
}
