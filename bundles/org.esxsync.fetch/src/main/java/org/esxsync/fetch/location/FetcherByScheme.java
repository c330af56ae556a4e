package org.esxsync.fetch.location;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;

/** Passes each request on to the fetcher for its scheme, and of zips for the scheme inside. */
public final class FetcherByScheme implements Fetcher {

    private static final String ZIP = "jar:";

    private final Map<String, Fetcher> fetchers;

    /**
     * @param zips opens entries of zips that http reaches
     */
    public FetcherByScheme(Fetcher http, Fetcher zips) {
        fetchers =
                Map.of(
                        "http",
                        http,
                        "https",
                        http,
                        "file",
                        new FileFetcher(),
                        "jar:http",
                        zips,
                        "jar:https",
                        zips,
                        "jar:file",
                        new ZipEntryFetcher());
    }

    @Override
    public Body open(Request request) throws IOException {
        String scheme = scheme(request.location());
        Fetcher fetcher = fetchers.get(scheme);
        if (fetcher == null) {
            throw new FetchException(
                    Reason.REFUSED,
                    RedactedLocation.of(request.location()),
                    "the scheme '"
                            + scheme
                            + "' is not known; use http, https or file, or one of them after jar:");
        }
        return fetcher.open(request);
    }

    private static String scheme(URI location) {
        String text = location.toString().toLowerCase(Locale.ROOT);
        int colon = text.indexOf(':', text.startsWith(ZIP) ? ZIP.length() : 0);
        return text.substring(0, Math.max(0, colon));
    }
}
