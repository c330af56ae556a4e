package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.esxsync.benchmark.contenders.Contender;
import org.esxsync.benchmark.samples.Depot;

/** Counts the bulletins that the releases of a mirror of ours offer to hosts. */
final class OfferedBulletins {

    private static final String VENDOR_INDEX = "vendor-index.xml";

    private OfferedBulletins() {}

    /** Fails unless they are as many as the depot lists. */
    static void require(Contender contender, Depot depot) throws IOException {
        long offered = 0;
        for (String release : depot.shape().releaseNames()) {
            offered += offered(contender.mirror().resolve(release));
        }
        if (offered != depot.bulletins()) {
            throw new IOException(
                    "%s offers %d bulletins, and the depot lists %d"
                            .formatted(contender.name(), offered, depot.bulletins()));
        }
    }

    /** Those of former indexes stay for a day, and no index names them. */
    private static long offered(Path release) throws IOException {
        long offered = 0;
        String index = Files.readString(release.resolve(VENDOR_INDEX));
        try (DirectoryStream<Path> documents =
                Files.newDirectoryStream(release, "*-metadata.zip")) {
            for (Path document : documents) {
                if (!index.contains(document.getFileName().toString())) {
                    continue;
                }
                try (ZipFile zip = new ZipFile(document.toFile())) {
                    offered +=
                            zip.stream()
                                    .filter(entry -> entry.getName().startsWith(Depot.BULLETINS))
                                    .count();
                }
            }
        }
        return offered;
    }
}
