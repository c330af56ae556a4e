package org.esxsync.ledger.sql.tables;

import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/** What was downloaded, as the text of a column; see {@link JoinedTexts}. */
public final class StagedArtifactTexts {

    private StagedArtifactTexts() {}

    public static String text(StagedArtifact staged) {
        String directory = staged.directory();
        return JoinedTexts.join(
                JoinedTexts.RECORD_SEPARATOR,
                JoinedTexts.join(
                        JoinedTexts.TAB,
                        Long.toString(staged.size()),
                        staged.sha256(),
                        directory == null ? "" : directory),
                Digests.text(staged.checked()),
                Digests.text(staged.computed()),
                JoinedTexts.joinLines(staged.files(), StagedArtifactTexts::line));
    }

    private static String line(StagedFile file) {
        return JoinedTexts.join(
                JoinedTexts.TAB,
                file.type().name(),
                Long.toString(file.size()),
                file.sha256(),
                Long.toString(file.crc32()),
                file.path().value());
    }

    /**
     * @throws RuntimeException if the text is none, or says what cannot be
     */
    public static StagedArtifact parse(String text) {
        JoinedTexts parts = new JoinedTexts(text, JoinedTexts.RECORD_SEPARATOR);
        JoinedTexts head = new JoinedTexts(parts.next(), JoinedTexts.TAB);
        return new StagedArtifact(
                size(head.next()),
                sha256(head.next()),
                Digests.parse(parts.next()),
                Digests.parse(parts.next()),
                JoinedTexts.lines(parts.next(), StagedArtifactTexts::file),
                directory(head.next()));
    }

    private static StagedFile file(String line) {
        JoinedTexts columns = new JoinedTexts(line, JoinedTexts.TAB);
        StagedFile.Type type = StagedFile.Type.valueOf(columns.next());
        long size = size(columns.next());
        String sha256 = sha256(columns.next());
        long crc32 = crc32(columns.next());
        return new StagedFile(new RelativePath(columns.next()), type, size, sha256, crc32);
    }

    private static long size(String text) {
        long size = Long.parseLong(text);
        if (size < 0) {
            throw new IllegalArgumentException("a size is " + size);
        }
        return size;
    }

    private static String sha256(String text) {
        return new Digest(Digest.Algorithm.SHA_256, text).hex();
    }

    private static long crc32(String text) {
        long crc32 = Long.parseLong(text);
        if (crc32 < StagedFile.UNKNOWN_CRC || crc32 > 0xffffffffL) {
            throw new IllegalArgumentException("a CRC-32 is " + crc32);
        }
        return crc32;
    }

    /** It names a patch, and nothing is done with it as a path. */
    private static @Nullable String directory(String text) {
        return text.isEmpty() ? null : new RelativePath(text).value();
    }
}
