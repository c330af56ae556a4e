package org.esxsync.api.patch;

import java.util.List;
import java.util.Objects;
import org.esxsync.api.OneLine;

/**
 * What a notice says of other patches. All ids are made one plain line of text, as ids are; each
 * names exactly one bulletin or VIB, and no character of it stands for others.
 *
 * @param kind what it is about
 * @param recalledBulletins ids of the bulletins that nobody should install any more
 * @param recalledVibs ids of the VIBs that nobody should install any more
 * @param resolvedRecalls ids of the earlier recalls that it resolves
 * @param text what it tells people, on one line of at most 4,096 characters; may be empty
 */
public record Notice(
        Kind kind,
        List<String> recalledBulletins,
        List<String> recalledVibs,
        List<String> resolvedRecalls,
        String text) {

    private static final int MAX_TEXT = 4096;

    /** What a notice is about. */
    public enum Kind {
        /** It calls bulletins or VIBs back. */
        RECALL,
        /** It tells how a recall is resolved. */
        RECALL_FIX,
        /** It tells something else. */
        INFO
    }

    public Notice {
        Objects.requireNonNull(kind, "kind");
        recalledBulletins = recalledBulletins.stream().map(OneLine::of).toList();
        recalledVibs = recalledVibs.stream().map(OneLine::of).toList();
        resolvedRecalls = resolvedRecalls.stream().map(OneLine::of).toList();
        text = OneLine.of(text, MAX_TEXT);
    }
}
