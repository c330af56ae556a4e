package org.esxsync.api.source;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Recognises the locations that the sources of one bundle can read, so that a person need not know
 * which of them does. Safe for many threads.
 */
@ConsumerType
public interface SourceProbe {

    /** What such sources read, for people: "a VI3 patch site". */
    String reads();

    /**
     * Looks at a location, by its content and not by its name. It reads little: one document or a
     * few of a server, and of a directory what takes some seconds.
     *
     * @throws org.esxsync.api.EsxSyncException if it cannot be read; the same as {@link
     *     ProbeResult.Unreadable}
     */
    ProbeResult probe(ProbeRequest request);

    /**
     * A source that reads what was found, without a configuration: for one sync.
     *
     * @param name its name
     * @param found what this probe has found
     */
    PatchSource open(String name, FoundSource found);
}
