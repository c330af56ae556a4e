package org.esxsync.fetch.zip;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.fetch.config.DownloadSettings;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Failures;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.Request;
import org.esxsync.fetch.location.Version;
import org.esxsync.fetch.transfer.ArtifactDownloader;
import org.esxsync.fetch.transfer.PartialFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of whole zips, downloaded as artifacts are. They stand where their partial files do, are
 * named so that {@link PartialFiles} deletes them when they were not used for long, and each has a
 * note of its version and size beside it.
 */
final class WholeZips {

    private static final String SUFFIX = ".part.zip";
    private static final String NOTE = ".note";
    private static final String NO_VERSION = "none";

    /** For so long entries are read from a copy whose server names no version. */
    private static final Duration RECENT = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(WholeZips.class);

    private final Path directory;
    private final Fetcher http;
    private final DownloadSettings settings;
    private final PartialFiles partialFiles;
    private final Clock clock;

    WholeZips(
            Path directory,
            Fetcher http,
            DownloadSettings settings,
            PartialFiles partialFiles,
            Clock clock) {
        this.directory = directory.toAbsolutePath().normalize();
        this.http = http;
        this.settings = settings;
        this.partialFiles = partialFiles;
        this.clock = clock;
    }

    /**
     * A copy of a whole zip.
     *
     * @param version of the zip, or null if its server names none
     * @param recent whether it can stand for the zip though it has no version
     */
    record Copy(Path file, @Nullable Version version, boolean recent) {}

    /** The copy that is kept, or null. */
    @Nullable Copy kept(URI zip) {
        partialFiles.sweep(directory);
        Path file = file(zip);
        try {
            List<String> note = Files.readAllLines(note(file));
            if (Files.size(file) != Long.parseLong(note.get(1))) {
                return null;
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            if (note.get(0).equals(NO_VERSION)) {
                Instant since = Files.getLastModifiedTime(note(file)).toInstant();
                return new Copy(file, null, clock.instant().isBefore(since.plus(RECENT)));
            }
            Files.setLastModifiedTime(note(file), FileTime.from(clock.instant()));
            return new Copy(file, Version.parse(note.get(0)), false);
        } catch (IOException | RuntimeException e) {
            LOG.debug("no copy of {} is kept: {}", RedactedLocation.of(zip), e.toString());
            return null;
        }
    }

    /** Downloads a zip anew. */
    Copy download(URI zip) {
        Path file = file(zip);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        AtomicReference<@Nullable Version> version = new AtomicReference<>();
        Artifact artifact =
                new Artifact(new RelativePath("bundle.zip"), zip, Artifact.UNKNOWN_SIZE, List.of());
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(fresh);
            new ArtifactDownloader(
                            request -> noting(request, version),
                            settings,
                            partialFiles,
                            MessageDigest::getInstance)
                    .download(artifact, fresh, directory, TransferListener.NONE);
            return keep(fresh, file, version.get());
        } catch (IOException e) {
            throw Failures.unwritable(file, e);
        }
    }

    private Body noting(Request request, AtomicReference<@Nullable Version> version)
            throws IOException {
        Body body = http.open(request);
        version.set(body.version());
        return body;
    }

    private static Copy keep(Path fresh, Path file, @Nullable Version version) throws IOException {
        Files.deleteIfExists(note(file));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        String text = version == null ? NO_VERSION : version.text();
        Files.write(note(file), List.of(text, Long.toString(Files.size(file))));
        return new Copy(file, version, true);
    }

    private Path file(URI zip) {
        byte[] place = RedactedLocation.of(zip).getBytes(StandardCharsets.UTF_8);
        return directory.resolve(
                Digest.of(Algorithm.SHA_256, place).hex().substring(0, 32) + SUFFIX);
    }

    private static Path note(Path file) {
        return file.resolveSibling(file.getFileName() + NOTE);
    }
}
