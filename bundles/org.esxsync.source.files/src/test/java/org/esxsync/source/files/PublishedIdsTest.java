package org.esxsync.source.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.source.ScanResult;
import org.esxsync.room.testkit.RealSamples;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The security patches that were published from 3.0.0 to 4.1, as archives of a share. The list of
 * ids is found as {@code shared/samples} beside a directory above this one.
 */
class PublishedIdsTest {

    @TempDir Path directory;

    @Test
    void listsEachPublishedPatchUnderItsRelease() throws IOException {
        Map<String, String> releases = published();
        Assumptions.assumeTrue(!releases.isEmpty(), "there is no list of published ids here");

        listsEachUnderItsRelease(releases);
    }

    @Test
    void listsEachUnderItsReleaseOfAFewOfEachForm() throws IOException {
        Map<String, String> releases = new LinkedHashMap<>();
        releases.put("ESX-1006980", "esx-3.0.1");
        releases.put("ESX-1002424", "esx-3.0.2");
        releases.put("ESX303-200808403-SG", "esx-3.0.3");
        releases.put("ESX350-200911201-UG", "esx-3.5");
        releases.put("ESXe350-200805503-C-SG", "esxi-3.5");
        releases.put("ESX400-201005001", "esx-4.0");
        releases.put("ESX410-201110201-SG", "esx-4.1");
        releases.put("ESXi410-201101201-SG", "esxi-4.1");

        listsEachUnderItsRelease(releases);
    }

    private void listsEachUnderItsRelease(Map<String, String> releases) throws IOException {
        SampleShare share = new SampleShare(directory);
        List<String> rows = new ArrayList<>(List.of("id\trelease"));
        for (Map.Entry<String, String> each : releases.entrySet()) {
            boolean isOld = each.getKey().startsWith("ESX-");
            share.archive(each.getValue() + "/" + each.getKey() + (isOld ? ".tgz" : ".zip"));
            if (isOld) {
                rows.add(each.getKey() + "\t" + each.getValue());
            }
        }
        share.scan();
        List<String> untold =
                share.found.patches().stream()
                        .filter(patch -> patch.platforms().isEmpty())
                        .map(Patch::id)
                        .toList();
        assertEquals(rows.size() - 1, untold.size());
        assertTrue(untold.stream().allMatch(id -> id.startsWith("ESX-")), untold::toString);

        SampleShare told = new SampleShare(directory);
        ScanResult result = told.file("catalogue.tsv", String.join("\n", rows)).scan();

        assertEquals(List.of(), told.found.problems());
        assertEquals(releases.size(), told.found.patches().size());
        for (Patch patch : told.found.patches()) {
            EsxRelease release = EsxRelease.parse(releases.get(patch.id()));
            LegacyPatchId id = LegacyPatchId.parse(patch.id()).orElseThrow();
            assertEquals(1, patch.platforms().size(), patch::toString);
            assertEquals(release.version(), patch.platforms().get(0).versionPattern(), patch::id);
            assertTrue(id.release() == null || id.release().equals(release), patch::id);
        }
        assertTrue(told.scan(result.state()).unchanged());
    }

    /** The release of each id, as the id or else the list tells it. */
    private static Map<String, String> published() throws IOException {
        Map<String, String> releases = new LinkedHashMap<>();
        Path file = RealSamples.find("legacy/esx_security_patch_ids.tsv").orElse(null);
        if (file == null) {
            return releases;
        }
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\t");
            LegacyPatchId id = LegacyPatchId.parse(cells[1]).orElse(null);
            if (id != null) {
                String version = cells[0].substring(cells[0].indexOf(' ') + 1);
                releases.put(
                        id.text(),
                        id.release() == null ? "esx-" + version : id.release().toString());
            }
        }
        return releases;
    }
}
