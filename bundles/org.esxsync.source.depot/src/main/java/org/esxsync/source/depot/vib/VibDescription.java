package org.esxsync.source.depot.vib;

import java.util.List;
import org.esxsync.api.patch.Platform;
import org.esxsync.source.depot.metadata.Bulletin;

/**
 * A VIB as its descriptor tells, or an entry of a metadata zip, which is a descriptor with three
 * elements more; nothing of it checked yet, and empty where it says nothing.
 *
 * @param place where it was found, for people
 * @param file its file; a descriptor itself does not tell
 */
public record VibDescription(
        String place,
        String vendor,
        String type,
        String name,
        String version,
        String summary,
        String releaseDate,
        String acceptanceLevel,
        List<Payload> payloads,
        List<Relation> depends,
        List<Relation> conflicts,
        List<Relation> replaces,
        List<Relation> provides,
        String liveInstall,
        String maintenanceMode,
        List<Platform> platforms,
        Bulletin.Vib file) {

    /**
     * A part of its file.
     *
     * @param name the name of the member of the file
     * @param sha256 the SHA-256 of that member in hexadecimal digits, or empty if it has none
     * @param hasGunzipChecksum whether it has a SHA-256 checksum of its decompressed content
     */
    public record Payload(String name, String type, String sha256, boolean hasGunzipChecksum) {}

    /** What it needs, replaces or provides; name alone, or with relation and version. */
    public record Relation(String name, String relation, String version) {}

    /** The id by which others name it. */
    public String id() {
        return vendor + "_" + type + "_" + name + "_" + version;
    }
}
