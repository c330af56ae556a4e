package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepotLayoutTest {

    private static final EsxRelease RELEASE = EsxRelease.parse("esxi-6.7");
    private static final SampleBulletin.Vib OLD = SampleBulletin.Vib.of("old", "6.5-1");
    private static final SampleBulletin.Vib NEW = SampleBulletin.Vib.of("new", "6.7-1");
    private static final SampleBulletin.Vib BOTH = SampleBulletin.Vib.of("both", "1.0-1");

    private final DepotLayout layout = new DepotLayout();

    @TempDir Path upstream;
    @TempDir Path workspace;
    @TempDir Path mirror;
    private List<Patch> patches;

    @BeforeEach
    void publishTwoBundles() throws IOException {
        SampleBundle product =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("ESXi650-1", "6.*", OLD, BOTH))
                        .bulletin(
                                SampleBulletin.of("ESXi670-1", "6.7", NEW, BOTH)
                                        .with("summary", "Fünf &lt; sechs &amp; <![CDATA[<7>]]>"))
                        .metadataEntry(
                                "profiles/old.xml",
                                SampleBundle.profileXml("old-image", OLD.id(), BOTH.id()))
                        .metadataEntry(
                                "profiles/new.xml",
                                SampleBundle.profileXml("new-image", NEW.id(), BOTH.id()))
                        .metadataEntry("baseImages/6.7.json", "{\"version\": \"6.7\"}");
        product.zipTo(upstream.resolve("product.zip"));
        new SampleBundle()
                .bulletin(SampleBulletin.of("driver", "6.*", SampleBulletin.Vib.of("net-x", "2-1")))
                .zipTo(upstream.resolve("driver.zip"));
        patches = CollectedPatches.at(upstream, workspace).patches;
        assertEquals(5, patches.size());
    }

    @Test
    void putsEachVibAtItsPublishedPath() {
        Placement placement = layout.place(patches.get(0)).get(0);
        assertEquals("driver", patches.get(0).id());
        assertEquals("vib20/net-x/VMW_bootbank_net-x_2-1.vib", placement.path().value());
        assertFalse(placement.unpack());
    }

    @Test
    void whatNoDepotCanDescribeHasNoPlaceInOne() {
        Patch bare =
                Patch.builder("mine", "X", "depot").artifacts(patches.get(0).artifacts()).build();

        EsxSyncException refused = assertThrows(EsxSyncException.class, () -> layout.place(bare));

        assertTrue(refused.getMessage().contains("no metadata zip"), refused.getMessage());
    }

    @Test
    void listsWhatWasPublishedWhenItIsReadBack() throws IOException {
        List<Patch> wanted = wanted("driver", "ESXi670-1");
        publish(wanted, mirror);
        CollectedPatches found = CollectedPatches.at(mirror, workspace);
        assertEquals(Set.of(), found.problems.keySet());
        assertEquals(facts(wanted), facts(found.patches));
        for (Patch patch : found.patches) {
            for (var vib : patch.artifacts()) {
                byte[] bytes = Files.readAllBytes(Path.of(vib.location()));
                assertEquals(vib.digests().get(0).hex(), SampleBundle.sha256(bytes));
            }
        }
    }

    @Test
    void tellsWhatItsIndexDoesNotReach() throws IOException {
        Patch driver = wanted("driver").get(0);
        Path other =
                Files.write(
                        workspace.resolve("other.zip"),
                        new SampleBundle()
                                .bulletin(SampleBulletin.of("ESXi670-2", "6.7", NEW))
                                .metadata());

        WrittenIndex index =
                layout.writeIndex(
                        RELEASE, List.of(new IndexedPatch(driver, other)), List.of(), mirror);

        assertEquals(Set.of(driver.key()), index.leftOut().keySet());
        assertEquals(
                "its metadata does not describe it as it was published; get it from its publisher"
                        + " again, or set ignore=driver and run prune",
                index.leftOut().get(driver.key()));
    }

    @Test
    void carriesTheNotices() throws IOException {
        Notice recall =
                new Notice(
                        Notice.Kind.RECALL,
                        List.of("ESXi650-1", "<&>"),
                        List.of(BOTH.id()),
                        List.of(),
                        "Do not install");
        Notice fix =
                new Notice(
                        Notice.Kind.RECALL_FIX,
                        List.of(),
                        List.of(),
                        List.of("R-1", "R-2"),
                        "x".repeat(4_000));
        List<Patch> notices = new ArrayList<>(List.of(notice("R", recall)));
        for (int i = 0; i < 1_000; i++) {
            notices.add(notice("F-" + i, fix));
        }
        notices.add(notice("I", new Notice(Notice.Kind.INFO, List.of(), List.of(), List.of(), "")));
        notices.add(
                Patch.builder("test", "ESXi650-1", "depot")
                        .title("Old")
                        .classification(new Classification("recall", "critical"))
                        .platform("embeddedEsx", "6.5")
                        .build());

        WrittenIndex index = layout.writeIndex(RELEASE, List.of(), notices, mirror);

        assertEquals(Map.of(), index.leftOut());
        assertEquals(
                List.of("…-notifications.zip", "vendor-index.xml", "index.xml"),
                index.files().stream()
                        .map(each -> each.value().replaceFirst("^[0-9a-f]{12}-", "…-"))
                        .toList());
        CollectedPatches found = CollectedPatches.at(mirror, workspace);
        assertEquals(Map.of(), found.problems);
        assertEquals(
                notices.stream().map(DepotLayoutTest::facts).toList(),
                found.patches.stream().map(DepotLayoutTest::facts).toList());
        assertEquals(List.of(), layout.check(RELEASE, List.of(), mirror, Map.of()));
    }

    private static Patch notice(String id, Notice notice) {
        return Patch.builder("test", id, "depot")
                .kind(PatchKind.NOTICE)
                .title("About " + id)
                .releaseDate(LocalDate.of(2024, 8, 5))
                .releaseTime(LocalTime.of(13, 48))
                .classification(new Classification("", "critical"))
                .platform("embeddedEsx", "6.7")
                .notice(notice)
                .build();
    }

    private static String facts(Patch notice) {
        return String.join(
                " | ",
                notice.id(),
                notice.title(),
                String.valueOf(notice.releasedAt()),
                notice.classification().severity(),
                notice.platforms().toString(),
                String.valueOf(notice.notice()));
    }

    @Test
    void listsTheSameWhenItIsReadBackFromAServer() throws IOException {
        List<Patch> wanted = wanted("driver", "ESXi670-1");
        publish(wanted, mirror);
        try (LoopbackSite site = new LoopbackSite();
                Stream<Path> files = Files.walk(mirror)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                site.put("/esxi-6.7/" + mirror.relativize(file), Files.readAllBytes(file));
            }
            CollectedPatches found =
                    CollectedPatches.of(
                            CollectedPatches.source(site.url("/esxi-6.7")), workspace, null);
            assertEquals(Set.of(), found.problems.keySet());
            assertEquals(facts(wanted), facts(found.patches));
            for (Patch patch : found.patches) {
                assertTrue(site.files.containsKey(patch.artifacts().get(0).location().getPath()));
            }
        }
    }

    @Test
    void leavesOutWhatDescribesOtherBulletinsOnlyAndKeepsTheRestByteForByte() throws IOException {
        List<RelativePath> files = publish(wanted("ESXi670-1", "new-image"), mirror);
        byte[] published = metadataOf("ESXi670-1");
        Path before = Files.write(workspace.resolve("before.zip"), published);
        try (ZipFile from = new ZipFile(before.toFile());
                ZipFile to = new ZipFile(files.get(0).under(mirror).toFile())) {
            assertEquals(
                    Set.of(
                            "baseImages/6.7.json",
                            "bulletins/ESXi670-1.xml",
                            "profiles/new.xml",
                            "vendor-index.xml",
                            entry(BOTH),
                            entry(NEW),
                            "vmware.xml"),
                    names(to));
            for (String name : names(to)) {
                if (!name.equals("vmware.xml")) {
                    assertArrayEquals(content(from, name), content(to, name), name);
                }
            }
            String bulletins = new String(content(to, "vmware.xml"), StandardCharsets.UTF_8);
            assertFalse(bulletins.contains("ESXi650-1"));
            assertTrue(bulletins.contains("Fünf &lt; sechs &amp; &lt;7&gt;"), bulletins);
            assertTrue(
                    bulletins.contains(
                            "locale=\"\" version=\"6.7\" productLineID=\"embeddedEsx\""));
        }
    }

    @Test
    void copiesAMetadataZipOfWhichAllIsWanted() throws IOException {
        List<RelativePath> files =
                publish(wanted("ESXi650-1", "ESXi670-1", "old-image", "new-image"), mirror);
        assertArrayEquals(metadataOf("ESXi650-1"), Files.readAllBytes(files.get(0).under(mirror)));
    }

    @Test
    void putsTheIndexAfterWhatItNames() throws IOException {
        List<RelativePath> files = publish(wanted("driver", "ESXi670-1"), mirror);
        List<String> names = files.stream().map(RelativePath::value).toList();
        assertEquals(4, names.size());
        assertTrue(names.get(0).matches("[0-9a-f]{12}-metadata\\.zip"), names.toString());
        assertEquals(List.of("vendor-index.xml", "index.xml"), names.subList(2, 4));
        String vendorIndex = Files.readString(files.get(2).under(mirror));
        for (String expected :
                List.of(
                        "<url>" + names.get(0) + "</url>",
                        "<url>" + names.get(1) + "</url>",
                        "<productId>embeddedEsx</productId>",
                        "<version>6.7</version>")) {
            assertTrue(vendorIndex.contains(expected), vendorIndex);
        }
    }

    @Test
    void writesTheSameBytesForTheSamePatches() throws IOException {
        Path first = Files.createDirectory(mirror.resolve("1"));
        Path second = Files.createDirectory(mirror.resolve("2"));
        List<RelativePath> files = publish(wanted("driver", "ESXi670-1"), first);
        publish(wanted("driver", "ESXi670-1"), second);
        for (RelativePath file : files) {
            assertEquals(-1, Files.mismatch(file.under(first), file.under(second)));
        }
    }

    @Test
    void keepsOfTwoBulletinsWithOneIdTheOneThatWasPublished() throws IOException {
        Path folder = Files.createDirectory(upstream.resolve("twice"));
        new SampleBundle()
                .bulletin(SampleBulletin.of("b", "6.7", OLD))
                .metadataEntry("bulletins/b-2.xml", SampleBulletin.of("b", "6.7", NEW).alone())
                .metadataEntry(entry(NEW), NEW.descriptor())
                .entry(NEW.path(), NEW.content())
                .zipTo(folder.resolve("b.zip"));
        List<Patch> both = CollectedPatches.at(folder, workspace).patches;
        List<RelativePath> files = publish(List.of(both.get(1)), mirror);
        Patch found = CollectedPatches.at(mirror, workspace).only();
        assertEquals(both.get(1).key(), found.key());
        try (ZipFile zip = new ZipFile(files.get(0).under(mirror).toFile())) {
            assertEquals(
                    Set.of("bulletins/b-2.xml", entry(NEW), "vendor-index.xml", "vmware.xml"),
                    names(zip));
        }
    }

    @Test
    void writesAValidDepotWithoutPatches() throws IOException {
        List<RelativePath> files = publish(List.of(), mirror);
        assertEquals(2, files.size());
        CollectedPatches found = CollectedPatches.at(mirror, workspace);
        assertEquals(List.of(), found.ids());
        assertEquals(Set.of(), found.problems.keySet());
    }

    /** Does what the engine does: puts the files in place, then has the index written. */
    private List<RelativePath> publish(List<Patch> wanted, Path directory) throws IOException {
        List<IndexedPatch> indexed = new ArrayList<>();
        for (Patch patch : wanted) {
            for (Placement placement : layout.place(patch)) {
                Path file = placement.path().under(directory);
                Files.createDirectories(file.getParent());
                Files.write(file, LocationContent.read(placement.artifact().location()));
            }
            byte[] content = LocationContent.read(patch.metadata().location());
            Path metadata = Files.write(workspace.resolve(SampleBundle.sha256(content)), content);
            indexed.add(new IndexedPatch(patch, metadata));
        }
        WrittenIndex index = layout.writeIndex(RELEASE, indexed, List.of(), directory);
        assertEquals(Map.of(), index.leftOut());
        return index.files();
    }

    private List<Patch> wanted(String... ids) {
        Set<String> wanted = new TreeSet<>(List.of(ids));
        return patches.stream().filter(patch -> wanted.contains(patch.id())).toList();
    }

    private byte[] metadataOf(String id) throws IOException {
        return LocationContent.read(wanted(id).get(0).metadata().location());
    }

    /** What the patches say, apart from where they stand. */
    private static Set<String> facts(List<Patch> patches) {
        return patches.stream()
                .map(
                        patch ->
                                String.join(
                                        " | ",
                                        patch.key().toString(),
                                        patch.title(),
                                        String.valueOf(patch.releaseDate()),
                                        patch.classification().toString(),
                                        patch.platforms().toString(),
                                        patch.reboot().toString(),
                                        String.valueOf(patch.details())))
                .collect(Collectors.toSet());
    }

    private static String entry(SampleBulletin.Vib vib) {
        return "vibs/%s-%d.xml".formatted(vib.name(), vib.id().hashCode());
    }

    private static Set<String> names(ZipFile zip) {
        return zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static byte[] content(ZipFile zip, String name) {
        try {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
