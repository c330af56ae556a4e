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
 * workspace with its validator, so that one that is still the same is not sent again. A copy of an
 * earlier scan is compared with its digest when it is read, and fetched again if it is damaged.
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

    /** Those that are known to be what their digests say. */
    private final Set<Path> checked = new HashSet<>();

    private long left = MAX_TOGETHER;

    /** A document on disk, of at most so many bytes. */
    private record Copy(URI document, URI location, long limit, Path file, Digest sha256) {}

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
            Copy copy = renewed(document, limit, file, note);
            left -= Files.size(file);
            return copy;
        } catch (IOException e) {
            throw unwritable(document, e);
        }
    }

    private MalformedSourceException unwritable(URI document, IOException problem) {
        return new MalformedSourceException(
                display(document),
                "its copy cannot be written to %s: %s; check disk and rights"
                        .formatted(copies, PlainText.reason(problem)),
                problem);
    }

    /** Asks for a document, unless its zip was asked for already and is still the same. */
    private Copy renewed(URI document, long limit, Path file, Path note) throws IOException {
        CopyNote known = CopyNote.of(file, note);
        String validator = known == null ? null : known.validator();
        if (known != null && known.validator().equals(zips.get(zip(document)))) {
            return new Copy(document, document, limit, file, known.sha256());
        }
        Document answer = transport.store(document, validator, file, limit);
        if (answer.validator() != null) {
            zips.put(zip(document), answer.validator());
        }
        Digest sha256 =
                known == null || answer.modified()
                        ? taken(file, note, answer.validator())
                        : known.sha256();
        return new Copy(document, answer.location(), limit, file, sha256);
    }

    /** The zip that a document is an entry of, or the document itself. */
    private static String zip(URI document) {
        String text = document.toString();
        return text.startsWith("jar:") ? text.substring(0, text.indexOf("!/")) : text;
    }

    /** Notes what was fetched just now. */
    private Digest taken(Path file, Path note, @Nullable String validator) throws IOException {
        Digest sha256 = Fingerprint.sha256(file);
        checked.add(file);
        if (validator == null) {
            Files.deleteIfExists(note);
        } else {
            new CopyNote(sha256, Files.size(file), validator).write(note);
        }
        return sha256;
    }

    /** Makes sure that a copy is what its digest says. */
    private Copy whole(Copy copy) {
        Path file = copy.file();
        try {
            if (checked.contains(file) || Fingerprint.sha256(file).equals(copy.sha256())) {
                checked.add(file);
                return copy;
            }
            Document answer = transport.store(copy.document(), null, file, copy.limit());
            Path note = file.resolveSibling(file.getFileName() + NOTE);
            Digest sha256 = taken(file, note, answer.validator());
            return new Copy(copy.document(), answer.location(), copy.limit(), file, sha256);
        } catch (IOException e) {
            throw unwritable(copy.document(), e);
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
        Copy copy = whole(copy(document));
        located.put(document, copy);
        return copy.file();
    }

    @Override
    public Digest sha256(URI document) {
        return copy(document).sha256();
    }

    @Override
    public void offer(Collection<URI> documents, PatchSink sink) {
        documents.forEach(document -> sink.offer(sha256(document), copy(document).file()));
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
