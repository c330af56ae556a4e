package org.esxsync.sync;

import java.nio.file.Path;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;

/**
 * A file that is not as it was published.
 *
 * @param release the release whose verification came upon it
 * @param file the file
 * @param kind what is wrong
 * @param detail more about it
 */
record Damage(EsxRelease release, Path file, Finding.Kind kind, String detail) {

    Finding toFinding(Mirror mirror) {
        return new Finding(pathIn(mirror), kind, detail, false);
    }

    String pathIn(Mirror mirror) {
        return mirror.root().relativize(file).toString();
    }
}
