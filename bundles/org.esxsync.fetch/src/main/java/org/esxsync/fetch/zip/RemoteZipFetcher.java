package org.esxsync.fetch.zip;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.esxsync.fetch.config.DownloadSettings;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.Request;
import org.esxsync.fetch.location.ZipLocation;
import org.esxsync.fetch.transfer.PartialFiles;

/** Opens {@code jar:http:} and {@code jar:https:} locations. */
public final class RemoteZipFetcher implements Fetcher {

    private static final int MOST_HELD = 8;

    private final Fetcher http;
    private final DownloadSettings settings;
    private final WholeZips wholeZips;
    private final Map<URI, RemoteZip> zips = new LinkedHashMap<>(MOST_HELD, 1, true);

    /**
     * @param directory where zips that are downloaded whole are kept; made when needed
     */
    public RemoteZipFetcher(
            Path directory,
            Fetcher http,
            DownloadSettings settings,
            PartialFiles partialFiles,
            Clock clock) {
        this.http = http;
        this.settings = settings;
        this.wholeZips = new WholeZips(directory, http, settings, partialFiles, clock);
    }

    @Override
    public Body open(Request request) throws IOException {
        ZipLocation location = ZipLocation.of(request.location());
        // a part of an entry cannot be asked for: then it comes from its start
        return zip(location.zip()).open(location, request.isPart() ? null : request.known());
    }

    /** How the zip is read that a location leads into; nothing if it was not read of late. */
    public Optional<String> reading(URI location) {
        String text = location.toString();
        if (!text.startsWith("jar:http")) {
            return Optional.empty();
        }
        URI zip = ZipLocation.of(location).zip();
        synchronized (zips) {
            RemoteZip found = zips.get(zip);
            return found == null ? Optional.empty() : found.reading();
        }
    }

    private RemoteZip zip(URI location) {
        synchronized (zips) {
            RemoteZip zip =
                    zips.computeIfAbsent(
                            location,
                            each -> new RemoteZip(each, http, settings.retrySchedule(), wholeZips));
            if (zips.size() > MOST_HELD) {
                zips.remove(zips.keySet().iterator().next());
            }
            return zip;
        }
    }
}
