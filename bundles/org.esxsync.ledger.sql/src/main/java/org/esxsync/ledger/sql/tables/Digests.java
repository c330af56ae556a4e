package org.esxsync.ledger.sql.tables;

import java.util.List;
import java.util.stream.Collectors;
import org.esxsync.api.patch.Digest;

/**
 * Digests of an artifact, published or checked, as the text of a column; see {@link JoinedTexts}.
 */
final class Digests {

    private static final char BLANK = ' ';

    private Digests() {}

    static String text(List<Digest> digests) {
        return digests.stream()
                .map(digest -> prefix(digest.algorithm()) + digest.hex())
                .collect(Collectors.joining(String.valueOf(JoinedTexts.TAB)));
    }

    /** What stands before the digits. */
    static String prefix(Digest.Algorithm algorithm) {
        return algorithm.standardName() + BLANK;
    }

    static List<Digest> parse(String text) {
        return text.isEmpty() ? List.of() : parse(new JoinedTexts(text, JoinedTexts.TAB).rest());
    }

    static List<Digest> parse(List<String> texts) {
        return texts.stream().map(Digests::digest).toList();
    }

    private static Digest digest(String text) {
        int blank = text.indexOf(BLANK);
        String name = text.substring(0, Math.max(blank, 0));
        return new Digest(
                Digest.Algorithm.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("no such digest: " + text)),
                text.substring(blank + 1));
    }
}
