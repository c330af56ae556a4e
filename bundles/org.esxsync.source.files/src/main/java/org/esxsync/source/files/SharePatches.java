package org.esxsync.source.files;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.source.files.archive.FoundArchive;
import org.esxsync.source.files.beside.Catalogue;
import org.esxsync.source.files.beside.CatalogueRow;
import org.esxsync.source.files.beside.ChecksumLists;
import org.esxsync.source.files.beside.SavedPage;
import org.esxsync.source.files.beside.SavedPages;
import org.esxsync.source.files.layout.BundleLayout;
import org.jspecify.annotations.Nullable;

/**
 * Makes the patches of a share: what a page says of one counts first, then a catalogue, then the
 * archive itself, then its id. Used once.
 */
final class SharePatches {

    /** The format of what has no release in its id; another room lays it out. */
    private static final String VI3 = "vi3";

    private final String source;
    private final ChecksumLists checksums;
    private final Catalogue catalogue;
    private final SavedPages pages;
    private final Set<EsxRelease> releases;
    private final Remarks remarks;
    private final Set<String> untold = new TreeSet<>();

    SharePatches(
            String source,
            ChecksumLists checksums,
            Catalogue catalogue,
            SavedPages pages,
            Set<EsxRelease> releases,
            Remarks remarks) {
        this.source = source;
        this.checksums = checksums;
        this.catalogue = catalogue;
        this.pages = pages;
        this.releases = new TreeSet<>(releases);
        this.remarks = remarks;
    }

    /**
     * A patch, or why there is none.
     *
     * @param id the patch's id
     */
    record Listed(String id, @Nullable Patch patch, @Nullable EsxSyncException problem) {}

    /** The patches of the archives, and those of which there is a page only. */
    List<Listed> of(List<FoundArchive> found) {
        List<FoundArchive> archives = new ArchiveChoice(remarks).of(found);
        Set<String> ids = new LinkedHashSet<>();
        archives.forEach(archive -> ids.add(archive.id()));
        pages.all().forEach(page -> ids.add(page.patch().id()));
        NamedSuccession succession = new NamedSuccession(ids);
        List<Listed> listed = new ArrayList<>();
        for (FoundArchive archive : archives) {
            try {
                listed.add(new Listed(archive.id(), patch(archive, succession), null));
            } catch (EsxSyncException e) {
                listed.add(new Listed(archive.id(), null, e));
            }
            ids.remove(archive.id());
        }
        for (String id : ids) {
            listed.add(new Listed(id, patch(id, null, List.of(), succession), null));
        }
        remark(listed);
        return listed;
    }

    private void remark(List<Listed> listed) {
        NamedSuccession.rings(listed.stream().map(Listed::patch).filter(Objects::nonNull).toList())
                .forEach(
                        ring ->
                                remarks.add(
                                        "these supersede each other, so that none of them counts as"
                                                + " superseded: "
                                                + ring));
        if (!untold.isEmpty()) {
            remarks.add(
                    ("nothing tells the release of %s; put the page of each beside it, name it"
                                    + " in a catalogue with the columns id and release, or set"
                                    + " releases=")
                            .formatted(Remarks.some(List.copyOf(untold))));
        }
    }

    private Patch patch(FoundArchive found, NamedSuccession succession) {
        FoundArchive archive = described(found);
        Artifact artifact = archive.artifact();
        Artifact checked =
                new Artifact(
                        artifact.path(),
                        artifact.location(),
                        artifact.size(),
                        digests(archive).agreed(remarks));
        return patch(archive.id(), archive, List.of(checked), succession);
    }

    /** The archive without its description if that is of another patch. */
    private FoundArchive described(FoundArchive archive) {
        String described = archive.descriptor().id();
        if (described.isEmpty() || described.equalsIgnoreCase(archive.id())) {
            return archive;
        }
        remarks.add(
                "%s: its name says %s, which counts, and the description in it says %s"
                        .formatted(archive.place(), archive.id(), described));
        return archive.withoutDescription();
    }

    /** A page or a catalogue gives the checksum of the archive that is named like the patch. */
    private PublishedDigests digests(FoundArchive archive) {
        PublishedDigests digests = new PublishedDigests(archive);
        boolean isOwn = archive.artifact().name().startsWith(archive.id() + ".");
        SavedPage page = pages.of(archive.id());
        if (isOwn && page != null) {
            page.digests().forEach(digest -> digests.add(digest, "its page"));
        }
        CatalogueRow row = catalogue.of(archive.id());
        if (isOwn && row.md5() != null) {
            digests.add(row.md5(), "the catalogue");
        }
        if (archive.rollUp().isEmpty()) {
            checksums
                    .of(archive.file())
                    .forEach(digest -> digests.add(digest, "the list of checksums beside it"));
        }
        return digests;
    }

    private Patch patch(
            String id,
            @Nullable FoundArchive archive,
            List<Artifact> artifacts,
            NamedSuccession succession) {
        SavedPage saved = pages.of(id);
        Patch page = saved == null ? null : saved.patch();
        Patch bulletin = archive == null ? null : archive.bulletin();
        CatalogueRow row = catalogue.of(id);
        LegacyPatchId named = LegacyPatchId.parse(id).orElse(null);
        boolean isOld = named != null && named.release() == null;
        Set<String> supersedes = new TreeSet<>(row.supersedes());
        Stream.of(page, bulletin)
                .filter(Objects::nonNull)
                .forEach(each -> supersedes.addAll(each.supersedes()));
        supersedes.addAll(pages.replacedBy(id));
        supersedes.addAll(succession.supersededBy(id));
        if (archive != null) {
            supersedes.addAll(archive.descriptor().supersedes());
        }
        supersedes.remove(id);
        Patch.Builder patch =
                Patch.builder(source, id, isOld ? VI3 : BundleLayout.NAME)
                        .title(title(id, archive, page, row))
                        .releaseDate(date(id, archive, page, row))
                        .classification(classification(named, page, bulletin))
                        .platforms(platforms(id, named, page, bulletin, row))
                        .artifacts(artifacts)
                        .supersedes(supersedes)
                        .reboot(reboot(page, row, bulletin))
                        .details(details(page, row, bulletin));
        if (bulletin != null) {
            patch.vibs(bulletin.vibs());
            if (Objects.equals(bulletin.releaseDate(), date(id, archive, page, row))) {
                patch.releaseTime(bulletin.releaseTime());
            }
        }
        return patch.build();
    }

    private static String title(
            String id, @Nullable FoundArchive archive, @Nullable Patch page, CatalogueRow row) {
        Patch bulletin = archive == null ? null : archive.bulletin();
        String title =
                Stream.of(
                                page == null ? "" : page.title(),
                                row.title(),
                                bulletin == null ? "" : bulletin.title(),
                                archive == null ? "" : archive.descriptor().title(),
                                id)
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse(id);
        return archive == null || archive.rollUp().isEmpty()
                ? title
                : "%s (part of %s)".formatted(title, archive.rollUp());
    }

    private @Nullable LocalDate date(
            String id, @Nullable FoundArchive archive, @Nullable Patch page, CatalogueRow row) {
        Map<String, LocalDate> told = new LinkedHashMap<>();
        put(told, "its page", page == null ? null : page.releaseDate());
        put(told, "the catalogue", row.date());
        if (archive != null) {
            Patch bulletin = archive.bulletin();
            put(told, "its archive", bulletin == null ? null : bulletin.releaseDate());
            put(told, "its description", archive.descriptor().date());
        }
        if (Set.copyOf(told.values()).size() > 1) {
            remarks.add(
                    "%s: its dates contradict each other, of which the first one counts: %s"
                            .formatted(
                                    id,
                                    told.entrySet().stream()
                                            .map(each -> each.getKey() + " " + each.getValue())
                                            .collect(Collectors.joining(", "))));
        }
        return told.values().stream().findFirst().orElse(null);
    }

    private static void put(Map<String, LocalDate> dates, String by, @Nullable LocalDate date) {
        if (date != null) {
            dates.put(by, date);
        }
    }

    private static Classification classification(
            @Nullable LegacyPatchId named, @Nullable Patch page, @Nullable Patch bulletin) {
        return Stream.of(
                        page == null ? Classification.NONE : page.classification(),
                        bulletin == null ? Classification.NONE : bulletin.classification(),
                        named == null ? Classification.NONE : named.classification())
                .filter(each -> !each.equals(Classification.NONE))
                .findFirst()
                .orElse(Classification.NONE);
    }

    private Collection<Platform> platforms(
            String id,
            @Nullable LegacyPatchId named,
            @Nullable Patch page,
            @Nullable Patch bulletin,
            CatalogueRow row) {
        Set<Platform> platforms = new LinkedHashSet<>();
        Stream.of(page, bulletin)
                .filter(Objects::nonNull)
                .forEach(each -> platforms.addAll(each.platforms()));
        EsxRelease release = named == null ? null : named.release();
        if (release != null) {
            requireOne(id, release, platforms, row);
            return platforms.isEmpty() ? List.of(platform(release)) : platforms;
        }
        row.releases().stream().sorted().map(SharePatches::platform).forEach(platforms::add);
        if (platforms.isEmpty()) {
            releases.stream().map(SharePatches::platform).forEach(platforms::add);
        }
        if (platforms.isEmpty()) {
            untold.add(id);
        }
        return platforms;
    }

    private void requireOne(
            String id, EsxRelease release, Set<Platform> platforms, CatalogueRow row) {
        boolean inPage =
                platforms.isEmpty()
                        || platforms.stream()
                                .anyMatch(each -> each.covers(each.product(), release.version()));
        if (!inPage || !row.releases().isEmpty() && !row.releases().contains(release)) {
            remarks.add(
                    "%s: its id says %s, which counts, and %s says otherwise"
                            .formatted(id, release, inPage ? "the catalogue" : "its page"));
        }
    }

    /** A product under the name by which its publisher, and so the matchers, know it. */
    private static Platform platform(EsxRelease release) {
        boolean isClassic = release.product().equals("esx");
        boolean isThree = release.version().startsWith("3.");
        String product =
                isThree
                        ? isClassic ? "VMware ESX Server" : "VMware ESXi"
                        : isClassic ? "esx" : "embeddedEsx";
        return new Platform(product, release.version());
    }

    private static Reboot reboot(@Nullable Patch page, CatalogueRow row, @Nullable Patch bulletin) {
        return Stream.of(
                        page == null ? Reboot.UNKNOWN : page.reboot(),
                        row.reboot(),
                        bulletin == null ? Reboot.UNKNOWN : bulletin.reboot())
                .filter(each -> each != Reboot.UNKNOWN)
                .findFirst()
                .orElse(Reboot.UNKNOWN);
    }

    private static @Nullable URI details(
            @Nullable Patch page, CatalogueRow row, @Nullable Patch bulletin) {
        if (row.kb() != null) {
            return row.kb();
        }
        if (bulletin != null && bulletin.details() != null) {
            return bulletin.details();
        }
        return page == null ? null : page.details();
    }
}
