package org.esxsync.source.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.files.archive.ArchiveName;
import org.esxsync.source.files.archive.ArchiveReading;
import org.esxsync.source.files.archive.FileDigests;
import org.esxsync.source.files.archive.FoundArchive;
import org.esxsync.source.files.beside.Catalogue;
import org.esxsync.source.files.beside.ChecksumLists;
import org.esxsync.source.files.beside.SavedPages;
import org.esxsync.source.files.layout.BundleLayout;
import org.esxsync.source.files.share.FoundText;
import org.esxsync.source.files.share.Interrupts;
import org.esxsync.source.files.share.Share;
import org.esxsync.source.files.share.ShareFile;
import org.esxsync.source.files.share.Sums;

/**
 * One scan of a share: what stands beside the archives first, then the archives, then the patches
 * that come of both. For one thread, once.
 */
final class ShareScan {

    /** Goes up when this room reads something that it did not read before. */
    private static final String READER = "files-1:";

    private static final int MAX_TEXT = 16 << 20;
    private static final int MAX_PAGE = 4 << 20;

    private final String source;
    private final String place;
    private final Share share;
    private final Set<EsxRelease> releases;
    private final Readers readers;
    private final Remarks remarks;
    private final ChecksumLists checksums = new ChecksumLists();
    private final Catalogue catalogue;
    private final SavedPages pages;
    private final List<FoundArchive> archives = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private boolean complete = true;

    /**
     * @param place where the share is, for people
     * @param releases those of archives of which nothing else tells them
     */
    ShareScan(
            String source,
            String place,
            Share share,
            Set<EsxRelease> releases,
            Readers readers,
            Remarks remarks) {
        this.source = source;
        this.place = place;
        this.share = share;
        this.releases = Set.copyOf(releases);
        this.readers = readers;
        this.remarks = remarks;
        this.catalogue = new Catalogue(remarks::add);
        this.pages = new SavedPages(source, readers.pages(), remarks::add);
    }

    ScanResult run(ScanRequest request, PatchSink sink) {
        String state =
                READER
                        + Sums.of(
                                List.of(
                                        share.state(),
                                        releases.stream().sorted().toList().toString(),
                                        readers.state()));
        if (share.unreadable().isEmpty() && state.equals(request.state())) {
            return ScanResult.unchanged(request);
        }
        share.unreadable().forEach((path, problem) -> reject(path, problem, sink));
        readBeside(sink);
        readArchives(request, sink);
        tell(sink);
        remarks.tell();
        return ScanResult.listed(complete ? state : null);
    }

    private void readBeside(PatchSink sink) {
        for (ShareFile file : share.files()) {
            if (isBeside(file)) {
                Interrupts.check(file.shown());
                try {
                    readBeside(file);
                } catch (EsxSyncException e) {
                    reject(file.shown(), e, sink);
                }
            }
        }
    }

    private static boolean isBeside(ShareFile file) {
        return ChecksumLists.isOne(file) || Catalogue.isOne(file) || SavedPages.isOne(file);
    }

    private void readBeside(ShareFile file) {
        if (SavedPages.isOne(file)) {
            pages.add(file, share.read(file, MAX_PAGE));
            return;
        }
        String text = FoundText.of(share.read(file, MAX_TEXT));
        if (ChecksumLists.isOne(file)) {
            checksums.add(file, text);
        } else {
            catalogue.add(file, text);
        }
    }

    private void readArchives(ScanRequest request, PatchSink sink) {
        ArchiveReading.sweep(request.workspace());
        FileDigests digests = new FileDigests(request.workspace());
        ArchiveReading reading =
                new ArchiveReading(
                        source,
                        BundleLayout.NAME,
                        request.workspace(),
                        readers.archives(),
                        digests,
                        new ArchiveReading.Findings() {
                            @Override
                            public void found(FoundArchive archive) {
                                archives.add(archive);
                            }

                            @Override
                            public void unknown(String place) {
                                share.requireThere();
                                unknown.add(place);
                            }

                            @Override
                            public void unusable(String what, EsxSyncException problem) {
                                reject(what, problem, sink);
                            }
                        });
        share.files().stream()
                .filter(file -> ArchiveName.isOne(file.name()))
                .forEach(reading::read);
        digests.keep();
    }

    private void reject(String what, EsxSyncException problem, PatchSink sink) {
        Interrupts.rethrow(problem);
        share.requireThere();
        complete = false;
        sink.reject(what, problem);
    }

    private void tell(PatchSink sink) {
        SharePatches patches =
                new SharePatches(source, checksums, catalogue, pages, releases, remarks);
        int listed = 0;
        for (SharePatches.Listed each : patches.of(archives)) {
            if (each.problem() != null) {
                reject(each.id(), each.problem(), sink);
            }
            Patch patch = each.patch();
            if (patch != null) {
                sink.accept(patch);
                listed++;
            }
        }
        List<String> left = new ArrayList<>(share.leftOut());
        if (!left.isEmpty()) {
            remarks.add("not read: " + Remarks.some(left));
        }
        if (!unknown.isEmpty()) {
            remarks.add(
                    "nothing tells which patch is in %s; put its id, such as ESX350-200803214-UG, in the name"
                            .formatted(Remarks.some(unknown)));
        }
        left.addAll(unknown);
        if (listed == 0 && complete) {
            throw new MalformedSourceException(
                    place,
                    "no patch archive of ESX 3.0 to 4.1 or ESXi 3.5 to 4.1 is in it"
                            + (left.isEmpty() ? "" : "; not read: " + Remarks.some(left)));
        }
    }
}
