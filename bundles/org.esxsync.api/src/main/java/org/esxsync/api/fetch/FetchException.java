package org.esxsync.api.fetch;

import org.esxsync.api.EsxSyncException;
import org.esxsync.api.Secrets;
import org.jspecify.annotations.Nullable;

/** A document or artifact that could not be had, or is not what was published. */
public class FetchException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, for programs. */
    public enum Reason {
        /** No connection, or it broke, or it took too long. */
        UNREACHABLE,
        /** The server answered that there is no such thing, or that we may not have it. */
        REFUSED,
        /** The bytes are not those that were published: digest, size or kind. */
        WRONG_CONTENT,
        /** More bytes than were declared or than the limit allows. */
        TOO_LARGE,
        /** An archive that is damaged or that must not be unpacked. */
        BAD_ARCHIVE,
        /** It could not be written here. */
        LOCAL,
        /** The thread was interrupted. */
        CANCELLED
    }

    private final Reason reason;
    private final String place;

    /**
     * @param reason the kind of failure
     * @param place the URL or file, without secrets
     * @param detail what happened there and what to do next
     * @param cause what it comes from, or null
     */
    public FetchException(Reason reason, String place, String detail, @Nullable Throwable cause) {
        super(place + ": " + detail, cause);
        this.reason = reason;
        this.place = Secrets.mask(place);
    }

    /** The same without a cause. */
    public FetchException(Reason reason, String place, String detail) {
        this(reason, place, detail, null);
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }

    /** The URL or file, without secrets. */
    public String place() {
        return place;
    }
}
