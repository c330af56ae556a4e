package org.esxsync.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/** Serves texts from a map. An archive is a text of lines {@code path=content}. */
public final class MemoryDownloader implements Downloader {

    private final Map<URI, String> content = new ConcurrentHashMap<>();
    private long announced = Artifact.UNKNOWN_SIZE;
    private @Nullable String directory;
    private @Nullable Error error;
    private final List<URI> served = new CopyOnWriteArrayList<>();

    public Artifact artifact(String path, String text) {
        URI location = URI.create("http://test/" + content.size() + "/" + path);
        content.put(location, text);
        return new Artifact(new RelativePath(path), location, text.length(), List.of(sha256(text)));
    }

    public static Digest sha256(String text) {
        return Digest.of(Digest.Algorithm.SHA_256, text.getBytes(StandardCharsets.UTF_8));
    }

    public void lose(Artifact artifact) {
        content.remove(artifact.location());
    }

    /** Leaves a directory of this name out of each archive. */
    void leaveOut(String top) {
        directory = top;
    }

    /** Ends the next unpacking with an error. */
    void failOnce(Error next) {
        error = next;
    }

    /** Says that an artifact is so large, whatever it is. */
    void announce(long bytes) {
        announced = bytes;
    }

    /** The locations that were downloaded, in order. */
    public List<URI> served() {
        return served;
    }

    @Override
    public StagedArtifact download(
            Artifact artifact, Path target, Path partials, TransferListener listener) {
        String text = text(artifact);
        StagedFile file = write(target, artifact.name(), text);
        listener.transferred(text.length(), text.length());
        return staged(artifact, text, List.of(file), null);
    }

    @Override
    public StagedArtifact unpack(
            Artifact artifact, Path target, Path partials, TransferListener listener) {
        listener.transferred(0, announced);
        Error failure = error;
        error = null;
        if (failure != null) {
            throw failure;
        }
        String text = text(artifact);
        List<StagedFile> files = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] entry = line.split("=");
            files.add(write(target.resolve(entry[0]), entry[0], entry[1]));
        }
        return staged(artifact, text, files, directory);
    }

    private static StagedArtifact staged(
            Artifact artifact, String text, List<StagedFile> files, @Nullable String directory) {
        return new StagedArtifact(
                text.length(),
                sha256(text).hex(),
                artifact.digests(),
                List.of(md5(text)),
                files,
                directory);
    }

    public static Digest md5(String text) {
        return Digest.of(Digest.Algorithm.MD5, text.getBytes(StandardCharsets.UTF_8));
    }

    private String text(Artifact artifact) {
        String text = read(artifact.location());
        List<Digest> published = artifact.digests();
        if (text == null
                || !published.isEmpty()
                        && !published.contains(sha256(text))
                        && !published.contains(md5(text))) {
            throw new FetchException(
                    FetchException.Reason.REFUSED, artifact.location().toString(), "gone");
        }
        served.add(artifact.location());
        return text;
    }

    private @Nullable String read(URI location) {
        try {
            return "file".equals(location.getScheme())
                    ? Files.readString(Path.of(location))
                    : content.get(location);
        } catch (IOException e) {
            return null;
        }
    }

    private static StagedFile write(Path file, String path, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return new StagedFile(
                    new RelativePath(path),
                    StagedFile.Type.FILE,
                    text.length(),
                    sha256(text).hex(),
                    crc32(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a zip has it. */
    public static long crc32(String text) {
        CRC32 crc32 = new CRC32();
        crc32.update(text.getBytes(StandardCharsets.UTF_8));
        return crc32.getValue();
    }
}
