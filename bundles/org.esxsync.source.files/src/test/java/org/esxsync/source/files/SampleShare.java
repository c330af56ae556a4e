package org.esxsync.source.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.reader.PatchArchive;
import org.esxsync.api.reader.PatchArchiveReader;
import org.esxsync.api.reader.PatchPageReader;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.files.share.LocalShare;
import org.esxsync.source.testkit.FoundPatches;
import org.jspecify.annotations.Nullable;

/** A directory of made-up archives, and what a source finds in it. */
final class SampleShare {

    final Path top;
    final FoundPatches found = new FoundPatches();
    private final Path workspace;
    final ArchiveReaders readers = readers();
    private String[] releases = {};

    SampleShare(Path directory) throws IOException {
        this.top = Files.createDirectories(directory.resolve("share"));
        this.workspace = Files.createDirectories(directory.resolve("workspace"));
    }

    SampleShare releases(String... names) {
        releases = names;
        return this;
    }

    SampleShare file(String path, byte[] content) throws IOException {
        Path file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    SampleShare file(String path, String text) throws IOException {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an archive with content of its own. */
    SampleShare archive(String path) throws IOException {
        return file(path, path.endsWith(".zip") ? zip("content of " + path) : tarball(path));
    }

    static byte[] zip(String content) throws IOException {
        return zip(Map.of("content.txt", content.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : new TreeMap<>(entries).entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(1_200_000_000_000L);
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** A tarball of one small file. */
    static byte[] tarball(String name, String content) throws IOException {
        byte[] block = new byte[1024 + 1024];
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name.getBytes(StandardCharsets.UTF_8), 0, block, 0, name.length());
        byte[] size = "%011o".formatted(bytes.length).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(size, 0, block, 124, size.length);
        System.arraycopy(bytes, 0, block, 512, bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(block);
        }
        return out.toByteArray();
    }

    static byte[] tarball(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** A scan that hands over what people are told. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        new ShareScan(
                        "share",
                        top.toString(),
                        LocalShare.at(top),
                        Set.of(),
                        new Readers(List.of(PAGES), List.of(BUNDLES)),
                        new Remarks("share", remarks::add))
                .run(new ScanRequest(null, workspace), found);
        return remarks;
    }

    FilesPatchSource source() {
        return source(top.toString(), NONE);
    }

    FilesPatchSource source(String location, Transport transport) {
        return new FilesPatchSource(
                transport,
                readers,
                new SampleConfig(location, releases),
                Map.of("service.pid", FilesPatchSource.PID + "~share"));
    }

    static ArchiveReaders readers() {
        ArchiveReaders readers = new ArchiveReaders();
        readers.pages = List.of(PAGES);
        readers.archives = List.of(BUNDLES);
        return readers;
    }

    ScanResult scan() {
        return scan(null);
    }

    ScanResult scan(@Nullable String state) {
        return source().scan(new ScanRequest(state, workspace), found);
    }

    Patch patch(String id) {
        List<Patch> patches =
                found.patches().stream().filter(patch -> patch.id().equals(id)).toList();
        if (patches.size() != 1) {
            throw new AssertionError(id + ": " + patches + ", " + found.problems());
        }
        return patches.get(0);
    }

    List<String> ids() {
        return found.patches().stream().map(Patch::id).toList();
    }

    /** Nothing is on a server. */
    static final Transport NONE =
            new Transport() {
                @Override
                public Document read(URI location, @Nullable String validator) {
                    throw new FetchException(
                            FetchException.Reason.REFUSED, location.toString(), "404 Not Found");
                }

                @Override
                public Document store(
                        URI location, @Nullable String validator, Path target, long max) {
                    throw new UnsupportedOperationException();
                }
            };

    /** Reads pages of the form {@code page ID DATE supersedes ID by ID md5 SUM}. */
    private static final PatchPageReader PAGES =
            new PatchPageReader() {
                @Override
                public Optional<Patch> read(String source, Document page) {
                    String[] words = words(page);
                    return words.length > 2 && words[0].equals("page")
                            ? Optional.of(patch(source, words, page))
                            : Optional.empty();
                }

                private Patch patch(String source, String[] words, Document page) {
                    return Patch.builder(source, words[1], "page")
                            .title("Page of " + words[1])
                            .releaseDate(LocalDate.parse(words[2]))
                            .supersedes(after("supersedes", words).stream().toList())
                            .platforms(
                                    after("for", words).stream()
                                            .map(v -> new Platform("VMware ESX Server", v))
                                            .toList())
                            .artifacts(
                                    after("md5", words).stream()
                                            .map(md5 -> artifact(page, md5))
                                            .toList())
                            .build();
                }

                @Override
                public List<String> supersededBy(Document page) {
                    return after("by", words(page)).stream().toList();
                }
            };

    private static Artifact artifact(Document page, String md5) {
        return new Artifact(
                new RelativePath("a.zip"),
                page.location(),
                -1,
                List.of(new Digest(Digest.Algorithm.MD5, md5)));
    }

    private static String[] words(Document page) {
        return new String(page.body(), StandardCharsets.UTF_8).strip().split("\\s+");
    }

    private static Optional<String> after(String word, String[] words) {
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals(word)) {
                return Optional.of(words[i + 1]);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the index of bundles, whose lines are {@code ID PRODUCT VERSION VIB}, and rejects
     * others.
     */
    private static final PatchArchiveReader BUNDLES =
            new PatchArchiveReader() {
                @Override
                public boolean read(PatchArchive archive, PatchSink sink) {
                    try (ZipFile zip = new ZipFile(archive.file().toFile())) {
                        ZipEntry index = zip.getEntry("index.xml");
                        if (index == null) {
                            return false;
                        }
                        new String(zip.getInputStream(index).readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .map(line -> line.split(" "))
                                .forEach(words -> tell(archive, words, sink));
                        return true;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                private void tell(PatchArchive archive, String[] words, PatchSink sink) {
                    if (words.length == 4) {
                        sink.accept(bulletin(archive, words));
                    } else {
                        sink.reject(words[0], new MalformedSourceException("index.xml", "short"));
                    }
                }

                private Patch bulletin(PatchArchive archive, String[] words) {
                    return Patch.builder(archive.source(), words[0], archive.format())
                            .title("Bulletin " + words[0])
                            .releaseDate(LocalDate.of(2011, 1, 27))
                            .platform(words[1], words[2])
                            .artifact(archive.artifact())
                            .vib(Vib.builder("", "cross", words[3], new VibVersion("1-1")).build())
                            .build();
                }
            };
}
