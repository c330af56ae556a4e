package org.esxsync.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Artifact;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Transport and download as {@code org.esxsync.fetch} is configured. */
@Component(
        service = {Transport.class, Downloader.class},
        configurationPid = "org.esxsync.fetch")
@Designate(ocd = FetchConfig.class)
public final class ConfiguredFetch implements Transport, Downloader {

    private final TransferWatch watch = new TransferWatch();
    private final CloseableHttpClient client;
    private final Transport transport;
    private final Downloader downloader;

    @Activate
    public ConfiguredFetch(FetchConfig config) {
        this(FetchSettings.of(config, System.getenv()), Clock.systemUTC());
    }

    ConfiguredFetch(FetchSettings settings, Clock clock) {
        NetworkSettings network = settings.network();
        client = HttpClients.create(network, clock);
        Fetcher fetcher = new FetcherByScheme(new HttpFetcher(client, network, watch));
        transport = new DocumentReader(fetcher, network.backoff(), settings.documentLimit());
        downloader =
                new ArtifactDownloader(
                        fetcher,
                        settings.download(),
                        new PartialFiles(settings.keepPartials(), clock),
                        MessageDigest::getInstance);
    }

    @Override
    public Document read(URI location, @Nullable String validator) {
        return transport.read(location, validator);
    }

    @Override
    public Document store(URI location, @Nullable String validator, Path target, long limit) {
        return transport.store(location, validator, target, limit);
    }

    @Override
    public StagedArtifact download(
            Artifact artifact, Path target, Path partials, TransferListener listener) {
        return downloader.download(artifact, target, partials, listener);
    }

    @Override
    public StagedArtifact unpack(
            Artifact artifact, Path target, Path partials, TransferListener listener) {
        return downloader.unpack(artifact, target, partials, listener);
    }

    @Deactivate
    void close() throws IOException {
        watch.close();
        client.close();
    }
}
