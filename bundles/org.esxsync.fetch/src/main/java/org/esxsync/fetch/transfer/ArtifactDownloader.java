package org.esxsync.fetch.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.fetch.archive.ArchiveException;
import org.esxsync.fetch.archive.ArchiveUnpacker;
import org.esxsync.fetch.config.DownloadSettings;
import org.esxsync.fetch.location.Failures;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.RetryableException;
import org.esxsync.fetch.retry.Retries;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads, verifies and unpacks in one pass over an {@link ArtifactStream}. */
public final class ArtifactDownloader implements Downloader {

    /** How much a server may still send of an archive of unknown size. */
    private static final long MOST_AFTER_DAMAGE = 64L << 20;

    private static final int BUFFER = 64 * 1024;

    /** After these the bytes that have come are still good: a token may just have expired. */
    private static final Set<Reason> MAY_GO_ON =
            EnumSet.of(Reason.UNREACHABLE, Reason.CANCELLED, Reason.REFUSED);

    private static final Set<Reason> ABOUT_CONTENT =
            EnumSet.of(Reason.WRONG_CONTENT, Reason.TOO_LARGE, Reason.BAD_ARCHIVE);

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactDownloader.class);

    private final Fetcher fetcher;
    private final DownloadSettings settings;
    private final PartialFiles partialFiles;
    private final Checksums.Provider checksums;

    public ArtifactDownloader(
            Fetcher fetcher,
            DownloadSettings settings,
            PartialFiles partialFiles,
            Checksums.Provider checksums) {
        this.fetcher = fetcher;
        this.settings = settings;
        this.partialFiles = partialFiles;
        this.checksums = checksums;
    }

    @Override
    public StagedArtifact download(
            Artifact artifact, Path target, Path partials, TransferListener listener) {
        return transfer(artifact, partials, listener, transfer -> store(transfer, target));
    }

    @Override
    public StagedArtifact unpack(
            Artifact artifact, Path target, Path partials, TransferListener listener) {
        return transfer(artifact, partials, listener, transfer -> unpack(transfer, target));
    }

    /** One attempt at an artifact, and what it works with. */
    private record Transfer(
            Artifact artifact,
            PartialFile partial,
            Checksums checksums,
            ArtifactStream source,
            InputStream stream,
            ContentKind kind) {}

    @FunctionalInterface
    private interface Use {
        StagedArtifact of(Transfer transfer) throws IOException;
    }

    private StagedArtifact transfer(
            Artifact artifact, Path partials, TransferListener listener, Use use) {
        try (PartialFile partial = partialFiles.open(partials, artifact)) {
            return new Retries(settings.retrySchedule(), artifact.location())
                    .run(() -> attemptOrRestart(artifact, partial, listener, use));
        }
    }

    private StagedArtifact attemptOrRestart(
            Artifact artifact, PartialFile partial, TransferListener listener, Use use)
            throws RetryableException {
        try {
            return attempt(artifact, partial, listener, use);
        } catch (RestartException e) {
            partial.forget();
            throw new RetryableException(e.reason(), Duration.ZERO);
        }
    }

    private StagedArtifact attempt(
            Artifact artifact, PartialFile partial, TransferListener listener, Use use) {
        boolean resumed = partial.length() > 0;
        Checksums sums = new Checksums(artifact.digests(), checksums);
        partial.keep(true);
        try (ArtifactStream source =
                        new ArtifactStream(
                                artifact,
                                fetcher,
                                partial,
                                sums,
                                settings.retrySchedule(),
                                settings.sizeLimit(),
                                listener);
                BufferedInputStream stream = new BufferedInputStream(source, BUFFER)) {
            ContentKind kind = kind(artifact, stream);
            StagedArtifact staged =
                    use.of(new Transfer(artifact, partial, sums, source, stream, kind));
            partial.keep(false);
            return staged;
        } catch (FetchException e) {
            partial.keep(MAY_GO_ON.contains(e.reason()));
            if (resumed && ABOUT_CONTENT.contains(e.reason())) {
                throw new RestartException("the partial file of an earlier download does not fit");
            }
            throw e;
        } catch (IOException e) {
            throw Failures.unreadable(artifact.location(), e);
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw failed(
                    artifact,
                    Reason.BAD_ARCHIVE,
                    "it takes more memory than there is (%s); do not use this file, and tell its publisher"
                            .formatted(e.getClass().getSimpleName()),
                    e);
        }
    }

    private static ContentKind kind(Artifact artifact, InputStream stream) throws IOException {
        ContentKind kind = kind(stream, ContentKind.HEAD);
        if (kind == ContentKind.GZIP) {
            kind = kind(stream, ContentKind.LONG_HEAD);
        }
        if (!kind.suits(artifact.name())) {
            throw failed(
                    artifact,
                    Reason.WRONG_CONTENT,
                    "it is %s and cannot be %s; open the location in a browser to see what it says"
                            .formatted(kind.words(), artifact.name()));
        }
        return kind;
    }

    private static ContentKind kind(InputStream stream, int head) throws IOException {
        stream.mark(head);
        ContentKind kind = ContentKind.of(stream.readNBytes(head));
        stream.reset();
        return kind;
    }

    private StagedArtifact store(Transfer transfer, Path target) throws IOException {
        drain(transfer.stream());
        if (!transfer.source().isEndTold() && transfer.artifact().digests().isEmpty()) {
            throw failed(
                    transfer.artifact(),
                    Reason.WRONG_CONTENT,
                    "nobody can tell whether it is complete: the server sends no length, and"
                            + " neither size nor digest is published; use another location");
        }
        Checksums.Result result = verify(transfer);
        transfer.partial().moveTo(target);
        StagedFile file =
                new StagedFile(
                        new RelativePath(target.getFileName().toString()),
                        StagedFile.Type.FILE,
                        transfer.source().position(),
                        result.sha256(),
                        result.crc32());
        return staged(transfer, result, List.of(file), null);
    }

    private StagedArtifact unpack(Transfer transfer, Path target) throws IOException {
        try (ArchiveUnpacker unpacker = new ArchiveUnpacker(target, settings.unpackLimits())) {
            Checksums.Result result;
            switch (transfer.kind()) {
                case TAR:
                case TAR_GZ:
                    untar(transfer, unpacker);
                    drain(transfer.stream());
                    result = verify(transfer);
                    break;
                case ZIP:
                    drain(transfer.stream());
                    result = verify(transfer);
                    unzip(transfer, unpacker);
                    break;
                default:
                    throw failed(
                            transfer.artifact(),
                            Reason.BAD_ARCHIVE,
                            "it is %s; only tar, tar.gz and zip can be unpacked"
                                    .formatted(transfer.kind().words()));
            }
            tellRepeated(transfer.artifact(), unpacker.repeated());
            return staged(transfer, result, unpacker.moveToTarget(), unpacker.directory());
        }
    }

    private static void tellRepeated(Artifact artifact, List<RelativePath> repeated) {
        if (!repeated.isEmpty()) {
            LOG.warn(
                    "{}: the archive holds {} more than once; the last one counts",
                    place(artifact),
                    repeated.size() == 1
                            ? "'" + repeated.get(0) + "'"
                            : repeated.size() + " names, such as '" + repeated.get(0) + "',");
        }
    }

    private void untar(Transfer transfer, ArchiveUnpacker unpacker) throws IOException {
        boolean gzipped = transfer.kind() == ContentKind.TAR_GZ;
        try {
            unpacker.untar(transfer.stream(), gzipped, transfer.source()::position);
        } catch (ArchiveException e) {
            throw harmful(transfer.artifact(), e);
        } catch (IOException e) {
            // a wrong digest says more than the damage that follows from it
            if (!Thread.currentThread().isInterrupted()
                    && endsWithin(MOST_AFTER_DAMAGE, transfer.stream())) {
                verify(transfer);
            }
            throw damaged(transfer.artifact(), e);
        }
    }

    private static void unzip(Transfer transfer, ArchiveUnpacker unpacker) {
        try {
            unpacker.unzip(transfer.partial().whole());
        } catch (ArchiveException e) {
            throw harmful(transfer.artifact(), e);
        } catch (IOException e) {
            throw damaged(transfer.artifact(), e);
        }
    }

    private static boolean endsWithin(long bytes, InputStream stream) throws IOException {
        byte[] nowhere = new byte[BUFFER];
        long read = 0;
        while (read <= bytes) {
            int n = stream.read(nowhere);
            if (n < 0) {
                return true;
            }
            read += n;
        }
        return false;
    }

    private static void drain(InputStream stream) throws IOException {
        byte[] nowhere = new byte[BUFFER];
        while (stream.read(nowhere) >= 0) {}
    }

    private static Checksums.Result verify(Transfer transfer) {
        Artifact artifact = transfer.artifact();
        long size = transfer.source().position();
        if (artifact.size() != Artifact.UNKNOWN_SIZE && artifact.size() != size) {
            throw failed(
                    artifact,
                    Reason.WRONG_CONTENT,
                    "it has %d bytes, but the published size is %d; the server has a different file"
                            .formatted(size, artifact.size()));
        }
        Checksums.Result result = transfer.checksums().finish();
        if (!result.differing().isEmpty()) {
            throw failed(
                    artifact,
                    Reason.WRONG_CONTENT,
                    "its digest differs from the published %s; do not use it, but tell its publisher"
                            .formatted(result.differing().get(0)));
        }
        for (Digest digest : result.uncheckable()) {
            LOG.warn(
                    "{}: the published {} is not checkable, since this Java has no such algorithm;"
                            + " the SHA-256 is recorded",
                    place(artifact),
                    digest);
        }
        return result;
    }

    private static StagedArtifact staged(
            Transfer transfer,
            Checksums.Result result,
            List<StagedFile> files,
            @Nullable String directory) {
        return new StagedArtifact(
                transfer.source().position(),
                result.sha256(),
                result.agreed(),
                result.others(),
                files,
                directory);
    }

    private static FetchException harmful(Artifact artifact, ArchiveException cause) {
        return failed(
                artifact,
                Reason.BAD_ARCHIVE,
                cause.getMessage() + "; do not use this file, and tell its publisher",
                cause);
    }

    private static FetchException damaged(Artifact artifact, IOException cause) {
        if (Thread.currentThread().isInterrupted()) {
            return Failures.cancelled(artifact.location(), cause);
        }
        return failed(
                artifact,
                Reason.BAD_ARCHIVE,
                "the archive is damaged (" + Failures.brief(cause) + "); download it again",
                cause);
    }

    private static FetchException failed(Artifact artifact, Reason reason, String detail) {
        return new FetchException(reason, place(artifact), detail);
    }

    private static FetchException failed(
            Artifact artifact, Reason reason, String detail, Throwable cause) {
        return new FetchException(reason, place(artifact), detail, cause);
    }

    private static String place(Artifact artifact) {
        return RedactedLocation.of(artifact.location());
    }
}
