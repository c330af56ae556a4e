package org.esxsync.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.Transport;
import org.esxsync.fetch.config.FetchSettings;
import org.esxsync.fetch.config.NetworkSettings;
import org.esxsync.fetch.http.HttpClients;
import org.esxsync.fetch.http.HttpFetcher;
import org.esxsync.fetch.http.TransferWatch;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.FetcherByScheme;
import org.esxsync.fetch.transfer.ArtifactDownloader;
import org.esxsync.fetch.transfer.DocumentReader;
import org.esxsync.fetch.transfer.PartialFiles;
import org.esxsync.fetch.zip.RemoteZipFetcher;

/**
 * Transport and download made from one configuration. When another one takes over, running calls
 * finish, and the last of them closes the connections.
 */
final class LiveFetch {

    private final TransferWatch watch = new TransferWatch();
    private final CloseableHttpClient client;
    private final Transport transport;
    private final Downloader downloader;
    private final RemoteZipFetcher remoteZips;
    private final int perHost;
    private int calls;
    private boolean retired;

    /**
     * @param partials shared with the fetch before and after this one, whose calls go on
     * @param zips where zips that are downloaded whole are kept
     */
    LiveFetch(FetchSettings settings, PartialFiles partials, Path zips, Clock clock) {
        NetworkSettings network = settings.network();
        client = HttpClients.create(network);
        perHost = network.connectionsPerHost();
        PartialFiles kept = partials.keeping(settings.keepPartials());
        Fetcher http = new HttpFetcher(client, network, watch, clock);
        remoteZips = new RemoteZipFetcher(zips, http, settings.download(), kept, clock);
        Fetcher fetcher = new FetcherByScheme(http, remoteZips);
        transport = new DocumentReader(fetcher, network.retrySchedule(), settings.documentLimit());
        downloader =
                new ArtifactDownloader(
                        fetcher, settings.download(), kept, MessageDigest::getInstance);
    }

    Transport transport() {
        return transport;
    }

    Downloader downloader() {
        return downloader;
    }

    /** See {@link Downloader#reading}. */
    Optional<String> reading(URI location) {
        return remoteZips.reading(location);
    }

    /** See {@link Downloader#perHost}. */
    int perHost() {
        return perHost;
    }

    /** A call that runs. */
    @FunctionalInterface
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    /** Keeps the connections open until the result is closed. */
    synchronized Use use() {
        calls++;
        return this::leave;
    }

    /** Closes the connections as soon as nobody uses them. */
    synchronized void retire() {
        retired = true;
        closeIfDone();
    }

    /** Closes the connections at once; calls that run fail. */
    void stop() {
        client.close(CloseMode.IMMEDIATE);
        watch.close();
    }

    private synchronized void leave() {
        calls--;
        closeIfDone();
    }

    private void closeIfDone() {
        if (retired && calls == 0) {
            stop();
        }
    }
}
