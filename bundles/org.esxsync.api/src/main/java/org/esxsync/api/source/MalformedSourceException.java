package org.esxsync.api.source;

import org.esxsync.api.EsxSyncException;
import org.jspecify.annotations.Nullable;

/** A page, index or metadata document that does not hold what it should. */
public class MalformedSourceException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final String place;

    /**
     * @param place the document, and where in it
     * @param reason what is wrong there
     * @param cause what it comes from, or null
     */
    public MalformedSourceException(String place, String reason, @Nullable Throwable cause) {
        super(place + ": " + reason, cause);
        this.place = place;
    }

    /** The same without a cause. */
    public MalformedSourceException(String place, String reason) {
        this(place, reason, null);
    }

    /** The document, and where in it. */
    public String place() {
        return place;
    }
}
