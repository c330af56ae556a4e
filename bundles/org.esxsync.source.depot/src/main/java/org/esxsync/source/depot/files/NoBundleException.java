package org.esxsync.source.depot.files;

import org.esxsync.api.source.MalformedSourceException;

/** A zip that is not an offline bundle, as its names tell. */
public final class NoBundleException extends MalformedSourceException {

    private static final long serialVersionUID = 1L;

    private final boolean isPatch;

    /**
     * @param isPatch whether it is rather a patch of ESX 3.5, which other sources read
     */
    NoBundleException(String place, boolean isPatch) {
        super(place, "it has no index.xml, so it is not an offline bundle");
        this.isPatch = isPatch;
    }

    /** Whether it is rather a patch of ESX 3.5, which other sources read. */
    public boolean isPatch() {
        return isPatch;
    }
}
