package org.esxsync.source.depot.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.reader.PatchArchive;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.Bulletin;
import org.esxsync.source.depot.metadata.PublishedText;
import org.esxsync.source.depot.vib.DescribedVib;
import org.esxsync.source.depot.vib.VibArtifacts;
import org.esxsync.source.depot.vib.VibTable;
import org.jspecify.annotations.Nullable;

/** Makes patches of bulletins, checking all that they say. */
public final class BulletinPatches {

    /** The format of the patches of a depot. */
    public static final String FORMAT = "depot";

    private final String source;
    private final String format;
    private final @Nullable Artifact whole;
    private final @Nullable Artifact metadata;

    private BulletinPatches(
            String source, String format, @Nullable Artifact whole, @Nullable Artifact metadata) {
        this.source = source;
        this.format = format;
        this.whole = whole;
        this.metadata = metadata;
    }

    /**
     * Each bulletin comes as its VIBs.
     *
     * @param source the source's name
     * @param metadata the metadata zip; its VIBs' paths start in its directory
     */
    public static BulletinPatches ofDepot(String source, Artifact metadata) {
        return new BulletinPatches(source, FORMAT, null, metadata);
    }

    /** Each bulletin comes as the whole archive, so that its VIBs need not be fit to download. */
    public static BulletinPatches ofArchive(PatchArchive archive) {
        return new BulletinPatches(archive.source(), archive.format(), archive.artifact(), null);
    }

    /** Notices that stand beside the metadata zips. */
    public static BulletinPatches ofNotices(String source) {
        return new BulletinPatches(source, FORMAT, null, null);
    }

    /**
     * A bulletin whose VIBs are described within it, or a notice.
     *
     * @throws EsxSyncException if something that the bulletin says cannot be used
     */
    public Patch patch(Bulletin bulletin) {
        return checked(
                bulletin,
                () -> {
                    Patch.Builder patch = common(bulletin);
                    if (bulletin.isNotice()) {
                        return notice(bulletin, patch);
                    }
                    if (isRecallAmongNotices(bulletin)) {
                        return patch.build();
                    }
                    files(bulletin).forEach(patch::artifact);
                    bulletin.vibs().forEach(vib -> named(vib).ifPresent(patch::vib));
                    return patch.reboot(rebootOf(bulletin.vibs())).build();
                });
    }

    /**
     * A bulletin whose VIBs are described beside it, or a notice.
     *
     * @throws EsxSyncException if something that the bulletin says, or one of its VIBs, cannot be
     *     used
     */
    Patch patch(Bulletin bulletin, VibTable table) {
        return checked(
                bulletin,
                () -> {
                    Patch.Builder patch = common(bulletin);
                    if (bulletin.isNotice()) {
                        return notice(bulletin, patch);
                    }
                    List<Vib> vibs = new ArrayList<>();
                    Map<RelativePath, Artifact> files = new LinkedHashMap<>();
                    for (String id : new LinkedHashSet<>(bulletin.vibIds())) {
                        DescribedVib described = table.named(id);
                        vibs.add(described.vib());
                        VibArtifacts.add(described.artifact(), files);
                    }
                    return patch.vibs(vibs).artifacts(files.values()).reboot(reboot(vibs)).build();
                });
    }

    private interface Making {
        Patch patch();
    }

    private static Patch checked(Bulletin bulletin, Making making) {
        try {
            return making.patch();
        } catch (EsxSyncException | IllegalArgumentException e) {
            throw new MalformedSourceException(
                    bulletin.place(),
                    "the bulletin '%s' cannot be used: %s"
                            .formatted(PlainText.line(bulletin.id()), e.getMessage()),
                    e);
        }
    }

    private Patch.Builder common(Bulletin bulletin) {
        return PublishedText.released(
                        Patch.builder(source, PublishedText.id(bulletin.id()), format),
                        PublishedText.time("releaseDate", bulletin.releaseDate()))
                .title(PlainText.line(bulletin.summary()))
                .classification(
                        new Classification(
                                PlainText.line(bulletin.category()),
                                PlainText.line(bulletin.severity())))
                .platforms(new LinkedHashSet<>(bulletin.platforms()))
                .details(PublishedText.link(bulletin.kbUrl()))
                .metadata(metadata);
    }

    private static Patch notice(Bulletin bulletin, Patch.Builder patch) {
        Bulletin.Recall recall = bulletin.recall();
        Notice.Kind kind =
                switch (bulletin.category().toLowerCase(Locale.ROOT)) {
                    case "recall" -> Notice.Kind.RECALL;
                    case "recallfix" -> Notice.Kind.RECALL_FIX;
                    default -> Notice.Kind.INFO;
                };
        return patch.kind(PatchKind.NOTICE)
                .metadata(null)
                .notice(
                        new Notice(
                                kind,
                                recall.bulletins(),
                                recall.vibs(),
                                recall.resolved(),
                                recall.text()))
                .build();
    }

    /** As a depot of our own carries it; see {@code NoticesWriter}. */
    private boolean isRecallAmongNotices(Bulletin bulletin) {
        return whole == null
                && metadata == null
                && bulletin.vibIds().isEmpty()
                && bulletin.category().equalsIgnoreCase("recall");
    }

    private List<Artifact> files(Bulletin bulletin) {
        if (whole != null) {
            return List.of(whole);
        }
        if (metadata == null) {
            throw new IllegalArgumentException("it is no notice, and stands among notices");
        }
        List<Artifact> files =
                new VibArtifacts(path -> DepotUrl.beside(metadata.location(), path))
                        .artifacts(bulletin.vibs());
        if (bulletin.vibs().size() < bulletin.vibIds().size()) {
            throw new IllegalArgumentException("it names a VIB without its file");
        }
        return files;
    }

    /** As far as its id tells; a VIB is not known that has another kind of id. */
    private Optional<Vib> named(Bulletin.Vib vib) {
        String[] ends = vib.id().split("_", 3);
        int version = vib.id().lastIndexOf('_');
        boolean hasVendor = ends.length == 3 && ends[2].indexOf('_') >= 0;
        int name = hasVendor ? ends[0].length() + ends[1].length() + 2 : ends[0].length() + 1;
        if (version <= name) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Vib.builder(
                                    hasVendor ? ends[0] : "",
                                    hasVendor ? ends[1] : ends[0],
                                    vib.id().substring(name, version),
                                    new VibVersion(vib.id().substring(version + 1)))
                            .reboot(rebootOf(List.of(vib)))
                            .file(whole == null ? new RelativePath(vib.relativePath()) : null)
                            .build());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A patch needs what one of its VIBs needs. */
    static Reboot reboot(List<Vib> vibs) {
        return reboot(vibs.stream().map(Vib::reboot).toList(), vibs.isEmpty());
    }

    private static Reboot rebootOf(List<Bulletin.Vib> vibs) {
        return reboot(
                vibs.stream().map(vib -> rebootOf(vib.rebootRequired())).toList(), vibs.isEmpty());
    }

    private static Reboot rebootOf(String required) {
        Boolean truth = PublishedText.truth(required);
        if (truth == null) {
            return Reboot.UNKNOWN;
        }
        return truth ? Reboot.REQUIRED : Reboot.NOT_REQUIRED;
    }

    private static Reboot reboot(List<Reboot> parts, boolean unknown) {
        if (parts.contains(Reboot.REQUIRED)) {
            return Reboot.REQUIRED;
        }
        return unknown || parts.contains(Reboot.UNKNOWN) ? Reboot.UNKNOWN : Reboot.NOT_REQUIRED;
    }
}
