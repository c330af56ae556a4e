package org.esxsync.fetch.location;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;

/** Passes each request on to the fetcher for its scheme. */
public final class FetcherByScheme implements Fetcher {

    private final Map<String, Fetcher> fetchers;

    public FetcherByScheme(Fetcher http) {
        fetchers =
                Map.of(
                        "http",
                        http,
                        "https",
                        http,
                        "file",
                        new FileFetcher(),
                        "jar",
                        new ZipEntryFetcher());
    }

    @Override
    public Body open(Request request) throws IOException {
        URI location = request.location();
        String scheme = location.getScheme() == null ? "" : location.getScheme();
        Fetcher fetcher = fetchers.get(scheme.toLowerCase(Locale.ROOT));
        if (fetcher == null) {
            throw new FetchException(
                    Reason.REFUSED,
                    RedactedLocation.of(location),
                    "the scheme '" + scheme + "' is not known; use http, https, file or jar:file");
        }
        return fetcher.open(request);
    }
}
