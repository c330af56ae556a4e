package org.esxsync.api.fetch;

import org.jspecify.annotations.Nullable;

/** A document or artifact that its server, disk or zip does not have. */
public class NotFoundException extends FetchException {

    private static final long serialVersionUID = 1L;

    /**
     * @param place the URL or file, without secrets
     * @param detail what was asked and what to do next
     * @param cause what it comes from, or null
     */
    public NotFoundException(String place, String detail, @Nullable Throwable cause) {
        super(Reason.REFUSED, place, detail, cause);
    }

    /** The same without a cause. */
    public NotFoundException(String place, String detail) {
        this(place, detail, null);
    }
}
