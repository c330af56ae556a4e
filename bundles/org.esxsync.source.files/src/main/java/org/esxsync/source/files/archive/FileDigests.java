package org.esxsync.source.files.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.patch.Digest;
import org.esxsync.source.files.share.Interrupts;
import org.esxsync.source.files.share.ShareFile;
import org.esxsync.source.files.share.Sums;

/**
 * The MD5 and SHA-256 of files. Those of the last scan are kept in the workspace, so that only new
 * and changed files are read again.
 */
public final class FileDigests {

    private static final String KEPT = "digests";
    private static final int BUFFER = 1 << 16;
    private static final List<Digest.Algorithm> ALGORITHMS =
            List.of(Digest.Algorithm.MD5, Digest.Algorithm.SHA_256);

    private final Path workspace;
    private final Map<String, List<Digest>> before;
    private final Map<String, List<Digest>> now = new LinkedHashMap<>();

    public FileDigests(Path workspace) {
        this.workspace = workspace;
        this.before = read(workspace.resolve(KEPT));
    }

    /** Nothing of it is needed, so that a damaged file counts as none. */
    private static Map<String, List<Digest>> read(Path kept) {
        Map<String, List<Digest>> digests = new HashMap<>();
        if (!Files.isRegularFile(kept)) {
            return digests;
        }
        try {
            for (String line : Files.readAllLines(kept)) {
                String[] parts = line.split(" ", 3);
                digests.put(
                        parts[2],
                        List.of(
                                new Digest(Digest.Algorithm.MD5, parts[0]),
                                new Digest(Digest.Algorithm.SHA_256, parts[1])));
            }
            return digests;
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return new HashMap<>();
        }
    }

    /** Those of a file on disk, the weaker one first. */
    List<Digest> of(ShareFile file, Path local) throws IOException {
        String key = Sums.of(List.of(file.path(), file.version()));
        List<Digest> known = before.get(key);
        List<Digest> digests = known == null ? of(local) : known;
        now.put(key, digests);
        return digests;
    }

    /** Those of a file that is there for a moment only. */
    static List<Digest> of(Path file) throws IOException {
        List<MessageDigest> sums = ALGORITHMS.stream().map(Sums::digest).toList();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Interrupts.check(file.toString());
                for (MessageDigest sum : sums) {
                    sum.update(buffer, 0, n);
                }
            }
        }
        List<Digest> digests = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            digests.add(
                    new Digest(ALGORITHMS.get(i), HexFormat.of().formatHex(sums.get(i).digest())));
        }
        return digests;
    }

    /** Keeps them for the next scan. */
    public void keep() {
        Path fresh = workspace.resolve(KEPT + ".new");
        try {
            Files.write(
                    fresh,
                    now.entrySet().stream()
                            .map(
                                    entry ->
                                            "%s %s %s"
                                                    .formatted(
                                                            entry.getValue().get(0).hex(),
                                                            entry.getValue().get(1).hex(),
                                                            entry.getKey()))
                            .toList());
            Files.move(fresh, workspace.resolve(KEPT), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Interrupts.unreadable(workspace.toString(), e);
        }
    }
}
