package org.esxsync.api.source;

import org.esxsync.api.EsxSyncException;

/** What a probe says of a location. */
public sealed interface ProbeResult {

    /**
     * It is a source of this kind.
     *
     * @param source what was found
     */
    record Found(FoundSource source) implements ProbeResult {}

    /**
     * It is nothing that such sources read.
     *
     * @param reason why, as the end of a sentence: "it links to no patch page"
     */
    record NotMine(String reason) implements ProbeResult {}

    /**
     * It could not be read, so that nobody knows.
     *
     * @param problem why
     */
    record Unreadable(EsxSyncException problem) implements ProbeResult {}
}
