package org.esxsync.source.depot.files;

import org.esxsync.api.source.MalformedSourceException;

/** A zip that is not an offline bundle, as its names tell. */
public final class NoBundleException extends MalformedSourceException {

    private static final long serialVersionUID = 1L;

    NoBundleException(String place) {
        super(place, "it has no index.xml, so it is not an offline bundle");
    }
}
