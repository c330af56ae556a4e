package org.esxsync.api.release;

import java.util.List;
import java.util.function.Function;
import org.esxsync.api.patch.Patch;
import org.osgi.annotation.versioning.ProviderType;

/** Asks all matchers at once which releases a patch belongs to. Safe for many threads. */
@ProviderType
public interface ReleaseClaims {

    /**
     * The matchers of this moment, one for each release, as a function for one thread: it gives the
     * releases that claim a patch, in order; none if no matcher does. A matcher that throws is not
     * asked again.
     */
    Function<Patch, List<EsxRelease>> now();
}
