package org.esxsync.source.files.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.reader.PatchArchive;
import org.esxsync.api.reader.PatchArchiveReader;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.files.share.Interrupts;
import org.esxsync.source.files.share.ShareFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds the patches in archives: one by the archive's name, its own description or VMware's name
 * for an update; the bulletins of a depot, as the installed readers see them; and those in a
 * roll-up, which holds archives. What belongs to a later release is left to other sources without a
 * word. Used by one thread.
 */
public final class ArchiveReading {

    /** How deep archives may be in archives. */
    private static final int MAX_LEVELS = 2;

    private static final String COPY = "part-";

    private final String source;
    private final String format;
    private final Path workspace;
    private final Collection<PatchArchiveReader> readers;
    private final FileDigests digests;
    private final Findings findings;
    private UnpackingLimit limit = new UnpackingLimit("");

    /** Takes what is found. */
    public interface Findings {

        /** A patch. */
        void found(FoundArchive archive);

        /** An archive of which nothing tells what it is. */
        void unknown(String place);

        /** Something that should have been a patch. */
        void unusable(String what, EsxSyncException problem);
    }

    /**
     * @param source the name of the source
     * @param format the format of the patches whose archives hosts take as they are
     * @param workspace takes copies for as long as they are needed
     */
    public ArchiveReading(
            String source,
            String format,
            Path workspace,
            Collection<PatchArchiveReader> readers,
            FileDigests digests,
            Findings findings) {
        this.source = source;
        this.format = format;
        this.workspace = workspace;
        this.readers = List.copyOf(readers);
        this.digests = digests;
        this.findings = findings;
    }

    /** Removes the copies that a scan left which was killed. */
    public static void sweep(Path workspace) {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(workspace, COPY + "*")) {
            for (Path copy : copies) {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw Interrupts.unreadable(workspace.toString(), e);
        }
    }

    /**
     * An archive that is being read.
     *
     * @param file the file of the share that it is, or is in
     * @param content where it is on disk
     * @param level how many archives it is in
     * @param rollUp what it is in, for people; empty for a file of the share
     */
    private record Opened(
            ShareFile file,
            String place,
            ArchiveName name,
            URI location,
            Path content,
            int level,
            String rollUp) {}

    /** Reads an archive of the share, or at least its name. */
    public void read(ShareFile file) {
        ArchiveName name = ArchiveName.of(file.name());
        if (name.isLater()) {
            return;
        }
        Path local = file.local();
        if (local == null) {
            byName(file, name);
            return;
        }
        limit = new UnpackingLimit(file.shown());
        Opened opened = new Opened(file, file.shown(), name, file.location(), local, 0, "");
        attempt(opened, () -> read(opened));
    }

    private void byName(ShareFile file, ArchiveName name) {
        if (name.id().isEmpty()) {
            findings.unknown(file.shown());
            return;
        }
        String id = name.id().get().text();
        findings.found(
                new FoundArchive(
                        file,
                        file.shown(),
                        id,
                        new Artifact(name.published(id), file.location(), file.size(), List.of()),
                        List.of(),
                        Descriptor.NONE,
                        "",
                        null));
    }

    /** Runs a step that may fail for this archive alone. */
    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Opened archive, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            reject(archive, Interrupts.unreadable(archive.place(), e));
        } catch (EsxSyncException e) {
            reject(archive, e);
        }
    }

    /** A damaged file whose name tells nothing is not known to be ours. */
    private void reject(Opened archive, EsxSyncException problem) {
        Interrupts.rethrow(problem);
        if (archive.name().id().isPresent()) {
            findings.unusable(archive.name().id().get().text(), problem);
        } else {
            findings.unknown(archive.place());
        }
    }

    private void read(Opened archive) throws IOException {
        Interrupts.check(archive.place());
        boolean zipped = startsWith(archive.content(), 'P', 'K');
        boolean matches =
                archive.name().isZip() ? zipped : startsWith(archive.content(), 0x1f, 0x8b);
        if (!matches) {
            throw new MalformedSourceException(
                    archive.place(),
                    "it is %s, though its name says %s; rename it, or get it again"
                            .formatted(
                                    zipped
                                            ? "a zip"
                                            : archive.name().isZip()
                                                            && startsWith(
                                                                    archive.content(), 0x1f, 0x8b)
                                                    ? "gzip'd"
                                                    : "no archive",
                                    archive.name().extension().substring(1)));
        }
        if (zipped) {
            zip(archive);
        } else {
            opaque(archive, TarballHead.descriptor(archive.content()));
        }
    }

    private static boolean startsWith(Path file, int first, int second) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == first && in.read() == second;
        }
    }

    private void zip(Opened archive) throws IOException {
        try (ZipFile zip = Zips.open(archive.content())) {
            ZipContents contents = ZipContents.of(zip);
            if (contents.isDepot() && isRead(archive)) {
                return;
            }
            if (isRollUp(archive, contents)) {
                try {
                    rollUp(archive, zip, contents);
                } catch (MalformedSourceException e) {
                    // One of ours by what is in it, even if its own name tells nothing.
                    findings.unusable(ownName(archive), e);
                }
            } else {
                opaque(archive, contents.descriptor());
            }
        }
    }

    /** An archive with others in it, of which one is known to be ours. */
    private static boolean isRollUp(Opened archive, ZipContents contents) {
        return !contents.parts().isEmpty()
                && (archive.name().id().isPresent()
                        || contents.parts().stream()
                                .anyMatch(part -> partName(part).id().isPresent()));
    }

    private static ArchiveName partName(ZipEntry part) {
        return ArchiveName.of(part.getName().substring(part.getName().lastIndexOf('/') + 1));
    }

    private void opaque(Opened archive, Descriptor descriptor) throws IOException {
        String id =
                archive.name()
                        .id()
                        .or(() -> LegacyPatchId.parse(descriptor.id()))
                        .map(LegacyPatchId::text)
                        .orElse("");
        if (id.isEmpty()) {
            findings.unknown(archive.place());
        } else {
            findings.found(found(archive, id, descriptor, null));
        }
    }

    private FoundArchive found(
            Opened archive, String id, Descriptor descriptor, @Nullable Patch bulletin)
            throws IOException {
        String published = bulletin == null ? id : ownId(archive);
        return new FoundArchive(
                archive.file(),
                archive.place(),
                id,
                artifact(archive, published),
                digests(archive),
                descriptor,
                archive.rollUp(),
                bulletin);
    }

    private static @Nullable String ownId(Opened archive) {
        return archive.name().id().map(LegacyPatchId::text).orElse(null);
    }

    private static Artifact artifact(Opened archive, @Nullable String id) throws IOException {
        return new Artifact(
                archive.name().published(id),
                archive.location(),
                Files.size(archive.content()),
                List.of());
    }

    private List<Digest> digests(Opened archive) throws IOException {
        return archive.level() == 0
                ? digests.of(archive.file(), archive.content())
                : FileDigests.of(archive.content());
    }

    /** Lists the bulletins of a depot, if a reader knows it, and if they are for our releases. */
    private boolean isRead(Opened archive) throws IOException {
        Bulletins bulletins = new Bulletins();
        PatchArchive known =
                new PatchArchive(
                        source,
                        format,
                        artifact(archive, ownId(archive)),
                        archive.content(),
                        workspace);
        boolean isKnown = false;
        for (PatchArchiveReader reader : readers) {
            isKnown = isKnown || reader.read(known, bulletins);
        }
        if (!isKnown) {
            return false;
        }
        if (bulletins.patches.isEmpty() && archive.name().id().isPresent()) {
            bulletins.problems.forEach(problem -> problem.accept(findings));
            return false;
        }
        if (bulletins.patches.isEmpty()) {
            findings.unknown(archive.place());
        } else if (archive.name().id().isPresent() || bulletins.areOurs()) {
            bulletins.problems.forEach(problem -> problem.accept(findings));
            for (Patch patch : bulletins.patches) {
                findings.found(found(archive, patch.id(), Descriptor.NONE, patch));
            }
        }
        return true;
    }

    private void rollUp(Opened archive, ZipFile zip, ZipContents contents) throws IOException {
        if (archive.level() == MAX_LEVELS) {
            throw new MalformedSourceException(
                    archive.place(),
                    "there are archives in it, and it is in %d others; unpack the outermost"
                            .formatted(MAX_LEVELS));
        }
        limit.expect(contents.parts().size());
        for (ZipEntry part : contents.parts()) {
            part(archive, zip, part);
            limit.requireLeft();
        }
    }

    private void part(Opened archive, ZipFile zip, ZipEntry part) throws IOException {
        Path copy = Files.createTempFile(workspace, COPY, ".tmp");
        Opened opened =
                new Opened(
                        archive.file(),
                        archive.place() + "!/" + OneLine.of(part.getName(), 300),
                        partName(part),
                        Zips.inside(archive.location(), part.getName()),
                        copy,
                        archive.level() + 1,
                        ownName(archive));
        try {
            attempt(
                    opened,
                    () -> {
                        Zips.copy(zip, part, copy, limit);
                        read(opened);
                    });
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** What people call it: its id, or else its name. */
    private static String ownName(Opened archive) {
        String id = ownId(archive);
        return id == null ? OneLine.of(archive.name().stem(), 200) : id;
    }

    /** What a reader tells of one archive. */
    private static final class Bulletins implements PatchSink {

        private final List<Patch> patches = new ArrayList<>();
        private final List<Consumer<Findings>> problems = new ArrayList<>();

        @Override
        public void accept(Patch patch) {
            patches.add(patch);
        }

        @Override
        public void reject(String what, EsxSyncException problem) {
            problems.add(findings -> findings.unusable(what, problem));
        }

        /** Whether one of them is for a release of 3.x or 4.x, and none for a later one. */
        boolean areOurs() {
            return patches.stream().anyMatch(Bulletins::isOurs)
                    && patches.stream().noneMatch(Bulletins::isLater);
        }

        private static boolean isOurs(Patch patch) {
            return LegacyPatchId.parse(patch.id()).isPresent()
                    || patch.platforms().stream()
                            .anyMatch(platform -> platform.versionPattern().matches("[34]\\..*"));
        }

        private static boolean isLater(Patch patch) {
            return LegacyPatchId.parse(patch.id()).isEmpty()
                    && patch.platforms().stream()
                            .anyMatch(
                                    platform ->
                                            platform.versionPattern().matches("([5-9]|\\d\\d).*"));
        }
    }
}
