package org.esxsync.api.source;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows places that are no source of patches, and that ESX Sync reads by another configuration.
 * Asked where no {@link SourceProbe} has found anything. Safe for many threads.
 */
@ConsumerType
public interface PlaceHint {

    /**
     * Looks at a place, at a few of its files at most.
     *
     * @param location a path or URL as it would stand in a configuration
     * @return what it is and how it is configured, as the end of a sentence; nothing if it is not
     *     known
     */
    Optional<String> hint(String location);
}
