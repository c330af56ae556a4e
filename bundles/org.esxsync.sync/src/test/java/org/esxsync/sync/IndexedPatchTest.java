package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a layout is told of the patches that an index must reach. */
class IndexedPatchTest {

    @TempDir private Path root;

    private static final class Listening implements PatchLayout {

        private final PatchLayout layout;
        private final List<Patch> told = new ArrayList<>();

        private Listening(PatchLayout layout) {
            this.layout = layout;
        }

        @Override
        public List<Placement> place(Patch patch) {
            return layout.place(patch);
        }

        @Override
        public WrittenIndex writeIndex(
                EsxRelease release,
                List<IndexedPatch> patches,
                List<Patch> notices,
                Path directory) {
            patches.forEach(each -> told.add(each.patch()));
            return layout.writeIndex(release, patches, notices, directory);
        }
    }

    @Test
    void aFileIsWhereItStandsAndItsPatchIsTheSame() {
        TestMirror mirror = new TestMirror(root);
        Listening layout = new Listening(mirror.layouts.get("test"));
        mirror.layouts.put("test", layout);
        Artifact file = mirror.downloader.artifact("A.tgz", "x=one");
        mirror.list("A", "3.0.1", file);

        mirror.sync();

        Patch told = layout.told.get(0);
        assertEquals("A", told.id());
        assertEquals(root.resolve("esx-3.0.1").toUri(), told.artifacts().get(0).location());
        assertEquals(Patch.builder("list", "A", "test").artifact(file).build().key(), told.key());
    }
}
