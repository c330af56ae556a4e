package org.esxsync.fetch.http;

import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.fetch.RedactedLocation;

/** Says what an HTTP status means that no further attempt changes, and what to do about it. */
final class StatusFailures {

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private StatusFailures() {}

    /**
     * @param text the beginning of the answer's body, which may tell more than the status
     */
    static FetchException of(URI location, int status, Supplier<String> text) {
        String place = RedactedLocation.of(location);
        String detail =
                "the server answers "
                        + status
                        + "; "
                        + (RedactedLocation.hasToken(location)
                                ? nextTokenStep(status, text)
                                : nextStep(status));
        return status == NOT_FOUND || status == GONE
                ? new NotFoundException(place, detail)
                : new FetchException(Reason.REFUSED, place, detail);
    }

    private static String nextStep(int status) {
        switch (status) {
            case 401:
                return "set credentials for this host in org.esxsync.fetch.cfg";
            case 403:
                return "check the credentials, the address and what it is allowed to see";
            case NOT_FOUND:
            case GONE:
                return "it is not there any more; check the location";
            case 407:
                return "set proxy.user and proxy.password in org.esxsync.fetch.cfg";
            default:
                return "check the location";
        }
    }

    /** A missing entitlement has no status code of its own. */
    private static String nextTokenStep(int status, Supplier<String> text) {
        if (status != 401 && status != 403) {
            return nextStep(status);
        }
        if (text.get().toLowerCase(Locale.ROOT).contains("entitle")) {
            return "the token's site is not entitled to this; ask its administrator for the"
                    + " entitlement, or remove this depot's configuration";
        }
        return status == 401
                ? "the token is not known there; copy it again, whole, from the support portal"
                : "the token is wrong or expired; make another one in the support portal, or, if"
                        + " it is new, wait a few minutes: the next sync tries it again";
    }
}
