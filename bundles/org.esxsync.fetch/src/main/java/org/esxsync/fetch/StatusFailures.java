package org.esxsync.fetch;

import java.net.URI;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;

/** Says what an HTTP status means and what to do about it. */
final class StatusFailures {

    private StatusFailures() {}

    static FetchException of(URI location, int status, Backoff backoff) {
        String place = RedactedLocation.of(location);
        if (RetryPolicy.isTransient(status)) {
            return new FetchException(
                    Reason.UNREACHABLE,
                    place,
                    "the server answers "
                            + status
                            + " (tried "
                            + (backoff.retries() + 1)
                            + " times); try again later");
        }
        return new FetchException(
                Reason.REFUSED, place, "the server answers " + status + "; " + nextStep(status));
    }

    private static String nextStep(int status) {
        switch (status) {
            case 401:
                return "set credentials for this host in org.esxsync.fetch.cfg";
            case 403:
                return "check the download token, the credentials and the entitlement";
            case 404:
            case 410:
                return "it is not there any more; check the location";
            case 407:
                return "set proxy.user and proxy.password in org.esxsync.fetch.cfg";
            default:
                return "check the location";
        }
    }
}
