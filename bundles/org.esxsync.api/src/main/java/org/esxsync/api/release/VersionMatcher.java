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

    /** Whether the patch is meant for this matcher's release. */
    boolean matches(Patch patch);
}
