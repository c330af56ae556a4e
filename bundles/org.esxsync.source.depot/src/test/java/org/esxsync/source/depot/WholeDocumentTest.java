package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.read.PlainZips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A metadata zip is not read again to be filtered where all of it was published. */
class WholeDocumentTest {

    private static final SampleBulletin.Vib DRIVER = SampleBulletin.Vib.of("drv", "1-80");
    private static final SampleBulletin.Vib TOOL = SampleBulletin.Vib.of("tool", "9");

    @TempDir Path workspace;

    private static SampleBundle bundle() {
        return new SampleBundle()
                .bulletin(SampleBulletin.of("DRV", "8.0", DRIVER))
                .bulletin(SampleBulletin.of("TOOL", "*", TOOL))
                .standalone(SampleBulletin.Vib.of("loose", "1"))
                .profile("P80", DRIVER.id(), TOOL.id());
    }

    private int copied(SampleBundle bundle, String... ids) throws IOException {
        return PublishedDepot.of("esxi-8.0", bundle, workspace, ids).copied;
    }

    private static String[] all() {
        return new String[] {"DRV", "TOOL", "P80", SampleBulletin.Vib.of("loose", "1").id()};
    }

    @Test
    void isCopiedWhereAllOfItWasPublished() throws IOException {
        assertEquals(1, copied(bundle(), all()));
    }

    @Test
    void isFilteredWhereSomethingWasNotPublished() throws IOException {
        assertEquals(0, copied(bundle(), "DRV", "TOOL", "P80"));
    }

    @Test
    void isFilteredWhereAnEntryIsOfUnknownForm() throws IOException {
        assertEquals(0, copied(bundle().metadataEntry("addons/a.json", "{}"), all()));
    }

    @Test
    void isFilteredWhereItHasANotice() throws IOException {
        String notice =
                """
                <bulletin><id>INFO</id><category>info</category>\
                <releaseType>notification</releaseType>\
                <releaseDate>2024-08-05T00:00:00+00:00</releaseDate><vibList/></bulletin>\
                """;
        assertEquals(0, copied(bundle().metadataEntry("bulletins/info.xml", notice), all()));
    }

    @Test
    void isFilteredWhereAManagerWouldReadOtherwise() throws IOException {
        String other = SampleBulletin.of("OTHER", "8.0", DRIVER).alone();

        assertEquals(
                0,
                copied(
                        bundle().metadataEntry("bulletins/other.xml", other),
                        "DRV",
                        "TOOL",
                        "P80",
                        "OTHER",
                        SampleBulletin.Vib.of("loose", "1").id()));
    }

    /** The source and the layout share what they know, as Declarative Services let them. */
    @Test
    void isNotOpenedByALayoutThatKnowsWhatTheSourceHasRead() throws IOException {
        Path zip = bundle().zipTo(workspace.resolve("bundle.zip"));
        DepotPatchSource source = CollectedPatches.source(zip.toString());
        List<Patch> patches = CollectedPatches.of(source, workspace, null).patches;
        byte[] content = LocationContent.read(patches.get(0).metadata().location());
        Path metadata = Files.write(workspace.resolve("metadata"), content);
        List<IndexedPatch> indexed =
                patches.stream().map(patch -> new IndexedPatch(patch, metadata)).toList();

        assertTrue(leavesOutNothing(source.plainZips, indexed));
        // A zip of which something is known, and which cannot be read.
        byte[] damaged = content.clone();
        Arrays.fill(damaged, (byte) 0);
        Files.write(metadata, damaged);
        Digest sha256 = Fingerprint.sha256(metadata);
        assertFalse(leavesOutNothing(source.plainZips, indexed));
        source.plainZips.keep(
                sha256,
                source.plainZips.find(Digest.of(Digest.Algorithm.SHA_256, content)).orElseThrow());
        assertTrue(leavesOutNothing(source.plainZips, indexed));
    }

    private boolean leavesOutNothing(PlainZips known, List<IndexedPatch> indexed)
            throws IOException {
        DepotLayout layout = new DepotLayout();
        layout.plainZips = known;
        Path directory = Files.createTempDirectory(workspace, "index");
        Set<?> leftOut =
                layout.writeIndex(EsxRelease.parse("esxi-8.0"), indexed, List.of(), directory)
                        .leftOut()
                        .keySet();
        return leftOut.isEmpty();
    }
}
