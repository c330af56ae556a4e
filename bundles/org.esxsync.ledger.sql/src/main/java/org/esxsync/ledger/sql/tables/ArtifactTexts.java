package org.esxsync.ledger.sql.tables;

import java.net.URI;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.RelativePath;

/** An artifact as the text of a column, or one line of it; see {@link JoinedTexts}. */
public final class ArtifactTexts {

    private ArtifactTexts() {}

    public static String text(Artifact artifact) {
        String line =
                JoinedTexts.join(
                        JoinedTexts.TAB,
                        artifact.path().value(),
                        artifact.location().toString(),
                        text(artifact.size()),
                        text(artifact.approximateSize()));
        return artifact.digests().isEmpty()
                ? line
                : JoinedTexts.join(JoinedTexts.TAB, line, Digests.text(artifact.digests()));
    }

    /**
     * @throws RuntimeException if the text is none of an artifact
     */
    public static Artifact parse(String text) {
        JoinedTexts columns = new JoinedTexts(text, JoinedTexts.TAB);
        return new Artifact(
                new RelativePath(columns.next()),
                URI.create(columns.next()),
                size(columns.next()),
                size(columns.next()),
                Digests.parse(columns.rest()));
    }

    private static long size(String text) {
        return text.isEmpty() ? Artifact.UNKNOWN_SIZE : Long.parseLong(text);
    }

    private static String text(long size) {
        return size == Artifact.UNKNOWN_SIZE ? "" : Long.toString(size);
    }
}
