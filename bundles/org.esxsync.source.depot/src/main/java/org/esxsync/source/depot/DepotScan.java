package org.esxsync.source.depot;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.index.DepotDocuments;
import org.esxsync.source.depot.metadata.Cancellation;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.esxsync.source.depot.read.MetadataReader;
import org.esxsync.source.depot.read.NoticeReader;
import org.esxsync.source.depot.read.PlainZip;
import org.esxsync.source.depot.read.PlainZips;
import org.jspecify.annotations.Nullable;

/** One scan: takes what depots offer and hands it on as patches. For one thread. */
final class DepotScan implements PatchSink, MetadataReader.Contents {

    private static final int MAX_REMARKS = 100;

    /** A host of any version takes a VIB that names no platform. */
    private static final List<Platform> ANY_ESXI = List.of(new Platform("embeddedEsx", "*"));

    private final String source;
    private final ProfileChoice choice;
    private final PatchSink sink;
    private final Consumer<String> remarks;
    private final PlainZips plainZips;
    private final Set<String> told = new LinkedHashSet<>();
    private final List<Patch> profiles = new ArrayList<>();
    private final Set<PatchKey> notices = new HashSet<>();

    /** What the document that is being read lists, or null if it must be read the next time. */
    private @Nullable List<Patch> ofDocument;

    /** What the zip offers that is being read. */
    private PlainZip.Builder zip = new PlainZip.Builder();

    /** The VIBs that were listed so far, by their digests. */
    private final Set<Digest> files = new HashSet<>();

    private @Nullable EsxSyncException sinkFailure;
    private boolean complete = true;

    /**
     * @param remarks takes what people should know though it fails nothing
     * @param plainZips takes what each zip offers
     */
    DepotScan(
            String source,
            ProfileChoice choice,
            PatchSink sink,
            Consumer<String> remarks,
            PlainZips plainZips) {
        this.source = source;
        this.choice = choice;
        this.sink = sink;
        this.remarks = remarks;
        this.plainZips = plainZips;
    }

    /** Whether nothing had to be rejected so far. */
    boolean isComplete() {
        return complete;
    }

    /** Lists what a depot offers, but its image profiles, which come at the {@link #end()}. */
    void list(DepotFiles files, DepotDocuments documents) {
        list(files, documents, this::list);
    }

    /**
     * The same, but reads no metadata zip of which the last scan listed all. Of some profiles, only
     * all together tell which count.
     */
    void listChanged(DepotFiles files, DepotDocuments documents) {
        list(files, documents, choice == ProfileChoice.ALL ? this::listChanged : this::list);
    }

    private interface Listing {
        void list(DepotFiles files, URI zip, List<Platform> platforms);
    }

    private void list(DepotFiles files, DepotDocuments documents, Listing listing) {
        documents
                .metadata()
                .forEach(
                        (zip, platforms) ->
                                attempt(
                                        files.display(zip),
                                        () -> listing.list(files, zip, List.copyOf(platforms))));
        for (URI document : documents.notices()) {
            attempt(
                    files.display(document),
                    () -> new NoticeReader(source).read(files, document, this));
        }
    }

    /** Tells of a problem, and goes on. */
    void attempt(String place, Runnable step) {
        try {
            step.run();
        } catch (EsxSyncException e) {
            rejectOrEnd(place, e);
        }
    }

    /** Rejects what cannot be read, unless the scan ends with it. */
    void rejectOrEnd(String what, EsxSyncException problem) {
        Cancellation.rethrow(problem);
        if (problem == sinkFailure) {
            throw problem;
        }
        reject(what, problem);
    }

    private void listChanged(DepotFiles files, URI zip, List<Platform> platforms) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(zip, files.fingerprint(zip));
        platforms.forEach(each -> fingerprint.add(each.product(), each.versionPattern()));
        String document = fingerprint.state();
        if (sink.listAgain(document)) {
            return;
        }
        ofDocument = new ArrayList<>();
        try {
            list(files, zip, platforms);
            List<Patch> listed = ofDocument;
            if (listed != null) {
                handOver(() -> sink.listed(document, listed));
            }
        } finally {
            ofDocument = null;
        }
    }

    private void list(DepotFiles files, URI location, List<Platform> platforms) {
        Path file = files.file(location);
        String display = files.display(location);
        Digest sha256 = files.sha256(location);
        Artifact metadata = artifact(location, display, file, sha256);
        zip = new PlainZip.Builder();
        try (MetadataZip opened = new MetadataZip(display, file)) {
            MetadataReader.read(opened, source, metadata, platforms, this);
        }
        zip.build().ifPresent(each -> plainZips.keep(sha256, each));
    }

    /** Lists a VIB that came without a depot, unless a depot of this scan has it. */
    void list(LooseVib loose) {
        Digest content = sha256(loose.file());
        if (files.contains(content)) {
            return;
        }
        RelativePath path = loose.describe(content);
        Path file = loose.metadata();
        Digest sha256 = sha256(file);
        Artifact metadata = artifact(file.toUri(), file.toString(), file, sha256);
        offer(sha256, file);
        Function<RelativePath, URI> places = each -> loose.file().toUri();
        try (MetadataZip opened = new MetadataZip(path.name(), file)) {
            MetadataReader.read(opened, source, metadata, ANY_ESXI, places, this);
        }
    }

    private static Digest sha256(Path file) {
        try {
            return Fingerprint.sha256(file);
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }

    private static Artifact artifact(URI location, String display, Path file, Digest sha256) {
        String name = display.substring(display.lastIndexOf('/') + 1);
        try {
            return new Artifact(
                    new RelativePath(name), location, Files.size(file), List.of(sha256));
        } catch (IOException e) {
            throw PlainText.unreadable(display, e);
        }
    }

    /** Lists the image profiles, and tells what people should know. */
    void end() {
        choice.of(profiles).forEach(profile -> handOver(() -> sink.accept(profile)));
        profiles.stream().filter(profile -> !profile.isDownloadable()).forEach(this::remark);
        if (choice == ProfileChoice.NONE && !profiles.isEmpty()) {
            remark(
                    "profiles=none leaves out %d image profile%s; hosts from 8.0 U2 on are updated by them"
                            .formatted(profiles.size(), profiles.size() == 1 ? "" : "s"));
        }
        told.forEach(text -> remarks.accept(source + ": " + text));
    }

    private void remark(Patch profile) {
        List<String> missing = Objects.requireNonNull(profile.profile()).missingVibs();
        remark(
                "the image profile %s is not published: its depot does not describe %d of its VIBs, such as %s"
                        .formatted(
                                profile.id(),
                                missing.size(),
                                missing.isEmpty() ? "any" : missing.get(0)));
    }

    @Override
    public void remark(String text) {
        ofDocument = null;
        if (told.size() < MAX_REMARKS) {
            told.add(text);
        }
    }

    @Override
    public void vib(String entry, Vib vib, Artifact file) {
        zip.vib(entry, vib, file);
    }

    @Override
    public void patch(String entry, Patch patch) {
        zip.patch(entry, patch);
        accept(patch);
    }

    @Override
    public void plain(List<String> oldList) {
        zip.plain(oldList);
    }

    @Override
    public void unusable(String what, EsxSyncException problem) {
        reject(what, problem);
    }

    @Override
    public void accept(Patch patch) {
        note(patch);
        if (patch.kind() == PatchKind.IMAGE_PROFILE) {
            profiles.add(patch);
        } else if (!isNotice(patch) || notices.add(patch.key())) {
            patch.artifacts().forEach(artifact -> artifact.sha256().ifPresent(files::add));
            handOver(() -> sink.accept(patch));
        }
    }

    /** A document is read each time that has what counts in others, or what people are told of. */
    private void note(Patch patch) {
        if (isNotice(patch) || !patch.isDownloadable()) {
            ofDocument = null;
        } else if (ofDocument != null) {
            ofDocument.add(patch);
        }
    }

    /** Each release of another mirror has the same ones. */
    private static boolean isNotice(Patch patch) {
        return patch.kind() == PatchKind.NOTICE || patch.classification().isRecall();
    }

    @Override
    public void reject(String what, EsxSyncException problem) {
        ofDocument = null;
        complete = false;
        handOver(() -> sink.reject(what, problem));
    }

    private void handOver(Runnable step) {
        try {
            step.run();
        } catch (EsxSyncException e) {
            sinkFailure = e;
            throw e;
        }
    }

    @Override
    public void offer(Digest sha256, Path copy) {
        sink.offer(sha256, copy);
    }
}
