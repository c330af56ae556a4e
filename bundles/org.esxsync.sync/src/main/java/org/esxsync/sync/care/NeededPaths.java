package org.esxsync.sync.care;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;

/**
 * Which paths of a release's directory are those of a patch or of the index, or are about to be.
 *
 * @param ledger tells
 */
record NeededPaths(Ledger ledger) {

    Set<RelativePath> of(EsxRelease release) {
        return Stream.of(
                        ledger.publishedFiles(release).stream(),
                        ledger.indexFiles(release).stream(),
                        ledger.openIntents().stream()
                                .filter(each -> each.publication().release().equals(release))
                                .flatMap(each -> each.publication().files().stream()))
                .flatMap(files -> files)
                .map(PublishedFile::path)
                .collect(Collectors.toSet());
    }
}
