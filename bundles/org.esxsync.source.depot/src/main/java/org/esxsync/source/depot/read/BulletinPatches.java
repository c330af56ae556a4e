package org.esxsync.source.depot.read;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.reader.PatchArchive;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.PlainText;
import org.jspecify.annotations.Nullable;

/** Makes patches of bulletins, checking all that they say. */
public final class BulletinPatches {

    /** The format of the patches of a depot. */
    public static final String FORMAT = "depot";

    private final String source;
    private final String format;
    private final Function<Bulletin, List<Artifact>> artifacts;
    private final @Nullable Artifact metadata;

    private BulletinPatches(
            String source,
            String format,
            Function<Bulletin, List<Artifact>> artifacts,
            @Nullable Artifact metadata) {
        this.source = source;
        this.format = format;
        this.artifacts = artifacts;
        this.metadata = metadata;
    }

    /**
     * Each bulletin comes as its VIBs.
     *
     * @param source the source's name
     * @param metadata the metadata zip; its VIBs' paths start in its directory
     */
    public static BulletinPatches ofDepot(String source, Artifact metadata) {
        VibArtifacts vibs = new VibArtifacts(metadata.location());
        return new BulletinPatches(
                source, FORMAT, bulletin -> vibs.artifacts(bulletin.vibs()), metadata);
    }

    /** Each bulletin comes as the whole archive, so that its VIBs need not be fit to download. */
    public static BulletinPatches ofArchive(PatchArchive archive) {
        List<Artifact> whole = List.of(archive.artifact());
        return new BulletinPatches(archive.source(), archive.format(), bulletin -> whole, null);
    }

    /**
     * @throws EsxSyncException if something that the bulletin says cannot be used
     */
    public Patch patch(Bulletin bulletin) {
        try {
            return Patch.builder(source, id(bulletin), format)
                    .title(PlainText.line(bulletin.summary()))
                    .releaseDate(releaseDate(bulletin.releaseDate()))
                    .classification(
                            new Classification(
                                    PlainText.line(bulletin.category()),
                                    PlainText.line(bulletin.severity())))
                    .platforms(new LinkedHashSet<>(bulletin.platforms()))
                    .artifacts(artifacts.apply(bulletin))
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
