package org.esxsync.source.depot.read;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Makes patches of the bulletins of one metadata zip, checking all that they say.
 *
 * @param source the source's name
 * @param metadata the metadata zip; its VIBs' paths start in its directory
 */
public record BulletinPatches(String source, Artifact metadata) {

    /** The format of these patches. */
    public static final String FORMAT = "depot";

    /**
     * @throws EsxSyncException if something that the bulletin says cannot be used
     */
    public Patch patch(Bulletin bulletin) {
        try {
            return Patch.builder(source, id(bulletin), FORMAT)
                    .title(PlainText.line(bulletin.summary()))
                    .releaseDate(releaseDate(bulletin.releaseDate()))
                    .classification(
                            new Classification(
                                    PlainText.line(bulletin.category()),
                                    PlainText.line(bulletin.severity())))
                    .platforms(new LinkedHashSet<>(bulletin.platforms()))
                    .artifacts(artifacts(bulletin.vibs()))
                    .metadata(metadata)
                    .reboot(reboot(bulletin.vibs()))
                    .details(details(bulletin.kbUrl()))
                    .build();
        } catch (EsxSyncException | IllegalArgumentException e) {
            throw new MalformedSourceException(
                    bulletin.place(),
                    "the bulletin '%s' cannot be used: %s"
                            .formatted(PlainText.line(bulletin.id()), e.getMessage()),
                    e);
        }
    }

    private static String id(Bulletin bulletin) {
        if (!bulletin.id().equals(PlainText.line(bulletin.id()))) {
            throw new IllegalArgumentException("its id is not a single line of text");
        }
        return bulletin.id();
    }

    /** As written, without a shift into another zone. Some VIB tools leave the zone out. */
    private static @Nullable LocalDate releaseDate(String text) {
        try {
            return text.isEmpty()
                    ? null
                    : DateTimeFormatter.ISO_DATE_TIME.parse(text, LocalDate::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "its releaseDate '%s' is no date and time like 2017-10-05T00:00:00+00:00"
                            .formatted(PlainText.line(text)),
                    e);
        }
    }

    private List<Artifact> artifacts(List<Bulletin.Vib> vibs) {
        Map<RelativePath, Artifact> artifacts = new LinkedHashMap<>();
        for (Bulletin.Vib vib : vibs) {
            Artifact artifact = artifact(vib);
            Artifact other = artifacts.putIfAbsent(artifact.path(), artifact);
            if (other != null && !other.equals(artifact)) {
                throw new IllegalArgumentException(
                        "it lists %s twice with different bytes".formatted(artifact.path()));
            }
        }
        return List.copyOf(artifacts.values());
    }

    private Artifact artifact(Bulletin.Vib vib) {
        RelativePath path = DepotUrl.safe(vib.relativePath());
        if (!path.name().toLowerCase(Locale.ROOT).endsWith(".vib")) {
            // anything else could take the place of one of the depot's own documents
            throw new IllegalArgumentException("%s is not a .vib file".formatted(path));
        }
        return new Artifact(
                path, DepotUrl.beside(metadata.location(), path), size(vib), digests(vib));
    }

    private static long size(Bulletin.Vib vib) {
        if (!vib.packedSize().matches("\\d{1,18}")) {
            throw new IllegalArgumentException(
                    "the packedSize of %s is '%s'"
                            .formatted(vib.relativePath(), PlainText.line(vib.packedSize())));
        }
        return Long.parseLong(vib.packedSize());
    }

    private static List<Digest> digests(Bulletin.Vib vib) {
        if (vib.checksums().isEmpty()) {
            throw new IllegalArgumentException(vib.relativePath() + " has no checksum");
        }
        List<Digest> digests = new ArrayList<>();
        for (Bulletin.Checksum checksum : vib.checksums()) {
            digests.add(digest(vib.relativePath(), checksum));
        }
        return digests;
    }

    private static Digest digest(String path, Bulletin.Checksum checksum) {
        Digest.Algorithm algorithm =
                Digest.Algorithm.named(checksum.type())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s has a checksum of the unknown type '%s'"
                                                        .formatted(
                                                                path,
                                                                PlainText.line(checksum.type()))));
        try {
            return new Digest(algorithm, checksum.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the checksum of %s is %s".formatted(path, PlainText.reason(e)), e);
        }
    }

    /** A bulletin needs what one of its VIBs needs. */
    private static Reboot reboot(List<Bulletin.Vib> vibs) {
        boolean known = !vibs.isEmpty();
        for (Bulletin.Vib vib : vibs) {
            if (vib.rebootRequired().equalsIgnoreCase("true")) {
                return Reboot.REQUIRED;
            }
            known &= vib.rebootRequired().equalsIgnoreCase("false");
        }
        return known ? Reboot.NOT_REQUIRED : Reboot.UNKNOWN;
    }

    /** Real bundles say {@code unknown} or nothing here, so what is no link is no error. */
    private static @Nullable URI details(String kbUrl) {
        try {
            URI url = new URI(kbUrl);
            return DepotUrl.isOnline(kbUrl) && url.getHost() != null ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
