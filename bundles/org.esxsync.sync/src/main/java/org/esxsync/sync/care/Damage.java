package org.esxsync.sync.care;

import java.nio.file.Path;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.sync.mirror.MirrorPaths;

/**
 * A file that is not as it was published.
 *
 * @param release the release whose verification came upon it
 * @param file the file
 * @param kind what is wrong
 * @param detail more about it
 */
public record Damage(EsxRelease release, Path file, Finding.Kind kind, String detail) {

    public Finding toFinding(MirrorPaths mirror) {
        return new Finding(pathIn(mirror), kind, detail, false);
    }

    String pathIn(MirrorPaths mirror) {
        return mirror.root().relativize(file).toString();
    }
}
