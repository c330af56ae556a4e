package org.esxsync.api.release;

import org.esxsync.api.patch.Patch;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says which patches belong to one release. A plug-in is a bundle with one such component, marked
 * with {@link EsxMatcher}; it may come and go while ESX Sync runs. Where two services name one
 * release, the one with the higher {@code service.ranking} answers.
 *
 * <p>A matcher has no state, does no I/O, and is called by many threads at once. One that throws
 * costs its own release in that run, nothing more.
 */
@ConsumerType
public interface VersionMatcher {

    /** The service property that names the release, such as {@code esx-3.0.1}. */
    String RELEASE = "esx.release";

    /**
     * The service property with all that the answers rest on beside the code, such as the values of
     * a configuration: matchers with the same text give the same answers. Declarative Services show
     * a component's configuration as properties anyhow; only who registers a matcher by other means
     * sets this. Without it, a sync with nothing new asks that matcher about every patch again.
     */
    String RULE = "esx.rule";

    /** Whether the patch is meant for this matcher's release. */
    boolean matches(Patch patch);
}
