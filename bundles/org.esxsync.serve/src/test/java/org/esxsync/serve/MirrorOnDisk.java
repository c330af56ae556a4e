package org.esxsync.serve;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.StandingFile;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PublishedMirror;
import org.jspecify.annotations.Nullable;

/** A mirror with the files that a test puts there. */
public final class MirrorOnDisk implements PublishedMirror {

    private final Path root;
    private final Map<String, StandingFile> standing = new HashMap<>();
    private volatile List<CataloguedPatch> known = List.of();
    private volatile List<CataloguedPatch> removed = List.of();
    private volatile @Nullable Event doubt;
    private volatile boolean isLost;

    public MirrorOnDisk(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve(".esxsync"));
        Files.writeString(root.resolve(".esxsync/ledger.db"), "secret");
    }

    private Map<EsxRelease, Set<PatchKey>> removed() {
        return Map.of(
                EsxRelease.parse("esxi-8.0"),
                removed.stream().map(CataloguedPatch::key).collect(Collectors.toSet()));
    }

    private List<CataloguedPatch> ofId(Object id) {
        return removed.stream().filter(each -> each.key().id().equals(id)).toList();
    }

    /** Has the ledger know patches that were removed from ESXi 8.0. */
    void remove(CataloguedPatch... patches) {
        removed = List.of(patches);
    }

    /** Has the ledger know an event that leaves doubts of what the mirror had. */
    void doubt(@Nullable Event event) {
        doubt = event;
    }

    /** Has the ledger not answer any more. */
    void loseLedger() {
        isLost = true;
    }

    @Override
    public Path directory() {
        return root;
    }

    @Override
    public boolean isThere() {
        return Files.isDirectory(root.resolve(".esxsync"));
    }

    /** Answers the questions that the server has. */
    @Override
    public Optional<Ledger> openLedger() {
        if (isLost) {
            throw new LedgerException(root, "does not answer", null);
        }
        return Optional.of(
                (Ledger)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {Ledger.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "standingFile" ->
                                                    Optional.ofNullable(
                                                            standing.get(
                                                                    arguments[0]
                                                                            + "/"
                                                                            + arguments[1]));
                                            case "publishedFiles" -> published(arguments[0]);
                                            case "openRemovals" -> List.of();
                                            case "removedKeys" -> removed();
                                            case "patches" -> ofId(arguments[0]);
                                            case "lastEvent" -> Optional.ofNullable(doubt);
                                            case "close" -> null;
                                            case "forEachPatch" -> pass(arguments[0]);
                                            case "publishedKeys" -> Map.of();
                                            default ->
                                                    throw new UnsupportedOperationException(
                                                            method.getName());
                                        }));
    }

    @SuppressWarnings("unchecked")
    private Object pass(Object consumer) {
        known.forEach((Consumer<CataloguedPatch>) consumer);
        return null;
    }

    /** Has the ledger know patches. */
    void list(List<CataloguedPatch> patches) {
        known = List.copyOf(patches);
    }

    private List<PublishedFile> published(Object release) {
        return standing.entrySet().stream()
                .filter(each -> each.getKey().startsWith(release + "/"))
                .map(each -> each.getValue().file())
                .toList();
    }

    /** Writes a file, such as {@code esxi-8.0/index.xml}, that the ledger does not know. */
    public Path write(String path, byte[] content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** Writes a file that the ledger knows. */
    public Path publish(String path, byte[] content) throws IOException {
        Path file = write(path, content);
        record(path, content.length, sha256(content));
        return file;
    }

    /** Has the ledger know a file. */
    void record(String path, long size, String sha256) {
        standing.put(
                path,
                new StandingFile(
                        new PublishedFile(
                                new RelativePath(path.substring(path.indexOf('/') + 1)),
                                StagedFile.Type.FILE,
                                size,
                                sha256,
                                false),
                        Instant.now().plusMillis(1)));
    }

    /** Has the ledger know a file with its checksum and its time. */
    void record(String path, long size, String sha256, long crc32, Instant modified) {
        standing.put(
                path,
                new StandingFile(
                        new PublishedFile(
                                new RelativePath(path.substring(path.indexOf('/') + 1)),
                                StagedFile.Type.FILE,
                                size,
                                sha256,
                                false,
                                crc32,
                                modified),
                        Instant.now().plusMillis(1)));
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
