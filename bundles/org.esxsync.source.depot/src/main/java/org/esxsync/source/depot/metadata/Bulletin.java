package org.esxsync.source.depot.metadata;

import java.util.List;
import org.esxsync.api.patch.Platform;

/**
 * A bulletin as a metadata zip writes it, nothing of it checked yet; empty where it says nothing.
 *
 * @param place where it was found, for people
 * @param vibIds the ids of its VIBs
 * @param vibs its VIBs, where they are described within it
 * @param recall what a notice says of other bulletins
 */
public record Bulletin(
        String place,
        String id,
        String summary,
        String severity,
        String category,
        String releaseType,
        String kbUrl,
        String releaseDate,
        List<Platform> platforms,
        List<String> vibIds,
        List<Vib> vibs,
        Recall recall) {

    private static final String NOTIFICATION = "notification";

    public Bulletin {
        platforms = List.copyOf(platforms);
        vibIds = List.copyOf(vibIds);
        vibs = List.copyOf(vibs);
    }

    /** Whether it only tells something of others. */
    public boolean isNotice() {
        return releaseType.equalsIgnoreCase(NOTIFICATION)
                || vibIds.isEmpty() && !(recall.vibs.isEmpty() && recall.bulletins.isEmpty());
    }

    /** A VIB that is described within a bulletin. */
    public record Vib(
            String id,
            String relativePath,
            String packedSize,
            List<Checksum> checksums,
            String rebootRequired) {

        public Vib {
            checksums = List.copyOf(checksums);
        }
    }

    /** A published checksum: {@code sha-256} and its hexadecimal digits. */
    public record Checksum(String type, String value) {}

    /**
     * What a notice says of others.
     *
     * @param vibs ids of VIBs that are called back
     * @param bulletins ids of bulletins that are called back
     * @param resolved ids of the recalls that are resolved
     * @param text what it tells people
     */
    public record Recall(
            List<String> vibs, List<String> bulletins, List<String> resolved, String text) {

        public Recall {
            vibs = List.copyOf(vibs);
            bulletins = List.copyOf(bulletins);
            resolved = List.copyOf(resolved);
        }
    }
}
