package org.esxsync.source.depot.read;

import java.util.List;
import org.esxsync.api.patch.Platform;

/**
 * A bulletin as {@code vmware.xml} writes it, nothing of it checked yet; empty where it says
 * nothing.
 *
 * @param place where it was found, for people
 */
public record Bulletin(
        String place,
        String id,
        String summary,
        String severity,
        String category,
        String kbUrl,
        String releaseDate,
        List<Platform> platforms,
        List<Vib> vibs) {

    public Bulletin {
        platforms = List.copyOf(platforms);
        vibs = List.copyOf(vibs);
    }

    /** A VIB of a bulletin. */
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
}
