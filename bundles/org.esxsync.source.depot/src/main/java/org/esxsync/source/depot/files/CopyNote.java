package org.esxsync.source.depot.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.patch.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What is noted beside the copy of a document: three lines.
 *
 * @param sha256 of the copy
 * @param size its bytes
 * @param validator by which its server tells whether the document is still the same
 */
record CopyNote(Digest sha256, long size, String validator) {

    private static final int LINES = 3;

    /** The note of a copy that is there with as many bytes, or null; others are fetched again. */
    static @Nullable CopyNote of(Path copy, Path note) throws IOException {
        if (!Files.exists(copy) || !Files.exists(note)) {
            return null;
        }
        List<String> lines = Files.readAllLines(note);
        if (lines.size() != LINES || !lines.get(1).equals(Long.toString(Files.size(copy)))) {
            return null;
        }
        try {
            return new CopyNote(
                    new Digest(Digest.Algorithm.SHA_256, lines.get(0)),
                    Files.size(copy),
                    lines.get(2));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    void write(Path note) throws IOException {
        Files.write(note, List.of(sha256.hex(), Long.toString(size), validator));
    }
}
