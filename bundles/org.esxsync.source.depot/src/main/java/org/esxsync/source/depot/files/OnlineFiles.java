package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.jspecify.annotations.Nullable;

/**
 * A depot on a server. Each document is asked for once in a scan; a copy of it stays in the
 * workspace with its validator, so that one that is still the same is not sent again.
 */
public final class OnlineFiles implements DepotFiles {

    private static final long MAX_TOGETHER = 4L << 30;
    private static final String NOTE = ".note";

    private final Set<URI> indexes;
    private final DepotHosts hosts;
    private final Transport transport;
    private final Path copies;
    private final Map<URI, Copy> located = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    /** The validators of zips in this scan, which are those of all their entries. */
    private final Map<String, String> zips = new HashMap<>();

    private long left = MAX_TOGETHER;

    /** A document on disk. */
    private record Copy(URI location, Path file, Digest sha256) {}

    public OnlineFiles(Set<URI> indexes, DepotHosts hosts, Transport transport, Path workspace) {
        this.indexes = indexes;
        this.hosts = hosts;
        indexes.forEach(hosts::trust);
        this.transport = transport;
        this.copies = workspace.resolve("documents");
    }

    @Override
    public Set<URI> indexes() {
        return indexes;
    }

    @Override
    public URI locate(URI document, long limit) {
        Copy copy = located.get(document);
        if (copy == null) {
            hosts.check(document);
            copy = fetched(document, Math.min(limit, left));
            hosts.trust(copy.location());
            located.put(document, copy);
            located.put(copy.location(), copy);
        }
        return copy.location();
    }

    private Copy fetched(URI document, long limit) {
        if (limit <= 0) {
            throw new MalformedSourceException(
                    display(document),
                    "it is left out: the depot's documents together have more than %d bytes"
                            .formatted(MAX_TOGETHER));
        }
        String name =
                Digest.of(
                                Digest.Algorithm.SHA_256,
                                document.toString().getBytes(StandardCharsets.UTF_8))
                        .hex();
        Path file = copies.resolve(name);
        Path note = copies.resolve(name + NOTE);
        names.addAll(List.of(name, name + NOTE));
        try {
            Files.createDirectories(copies);
            URI location = renewed(document, limit, file, note);
            left -= Files.size(file);
            return new Copy(location, file, Fingerprint.sha256(file));
        } catch (IOException e) {
            throw new MalformedSourceException(
                    display(document),
                    "its copy cannot be written to %s: %s; check disk and rights"
                            .formatted(copies, PlainText.reason(e)),
                    e);
        }
    }

    /** Asks for a document, unless its zip was asked for already and is still the same. */
    private URI renewed(URI document, long limit, Path file, Path note) throws IOException {
        String validator = validator(file, note);
        String zip = zip(document);
        if (validator != null && validator.equals(zips.get(zip))) {
            return document;
        }
        Document answer = transport.store(document, validator, file, limit);
        if (answer.modified()) {
            write(note, Fingerprint.sha256(file), answer.validator());
        }
        if (answer.validator() != null) {
            zips.put(zip, answer.validator());
        }
        return answer.location();
    }

    /** The zip that a document is an entry of, or the document itself. */
    private static String zip(URI document) {
        String text = document.toString();
        return text.startsWith("jar:") ? text.substring(0, text.indexOf("!/")) : text;
    }

    /** The validator of the copy, if the copy is whole. */
    private static @Nullable String validator(Path file, Path note) throws IOException {
        if (!Files.exists(file) || !Files.exists(note)) {
            return null;
        }
        List<String> lines = Files.readAllLines(note);
        boolean whole =
                lines.size() == 2 && lines.get(0).equals(Fingerprint.sha256(file).toString());
        return whole ? lines.get(1) : null;
    }

    private static void write(Path note, Digest sha256, @Nullable String validator)
            throws IOException {
        if (validator == null) {
            Files.deleteIfExists(note);
        } else {
            Files.write(note, List.of(sha256.toString(), validator));
        }
    }

    @Override
    public byte[] read(URI document, int limit) {
        Path file = file(document);
        try (InputStream in = Files.newInputStream(file)) {
            return new BoundedInput(in, limit).readAllBytes();
        } catch (IOException e) {
            throw PlainText.unreadable(display(document), e);
        }
    }

    @Override
    public Path file(URI document) {
        return copy(document).file();
    }

    @Override
    public Digest sha256(URI document) {
        return copy(document).sha256();
    }

    @Override
    public void offer(Collection<URI> documents, PatchSink sink) {
        documents.forEach(document -> sink.offer(sha256(document), file(document)));
    }

    /** That of its content, since servers give new validators to old bytes. */
    @Override
    public String fingerprint(URI document) {
        return sha256(document).toString();
    }

    private Copy copy(URI document) {
        return Objects.requireNonNull(located.get(document), "not located");
    }

    @Override
    public String display(URI document) {
        return RedactedLocation.of(document);
    }

    /** Removes the copies that no document of this scan needs any more. */
    public void sweep() {
        List<Path> old = new ArrayList<>();
        try (Stream<Path> files = Files.list(copies)) {
            files.filter(file -> !names.contains(file.getFileName().toString())).forEach(old::add);
            for (Path file : old) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s: old copies cannot be removed: %s; check disk and rights"
                            .formatted(copies, PlainText.reason(e)),
                    e);
        }
    }

    @Override
    public void close() {}
}
