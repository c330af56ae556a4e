package org.esxsync.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a made-up patch site on loopback and adds a source for it, one for a bundle and one for a
 * share of archives, as long as the configuration {@code org.esxsync.demo} exists; that may be
 * empty.
 */
@Component(
        service = {},
        configurationPid = "org.esxsync.demo",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DemoSite {

    private static final Logger LOG = LoggerFactory.getLogger(DemoSite.class);

    private final ConfigurationAdmin configurations;

    /** What to undo, the last first. */
    private final Deque<Undo> undos = new ArrayDeque<>();

    @Activate
    public DemoSite(@Reference ConfigurationAdmin configurations) throws IOException {
        this.configurations = configurations;
        try {
            start();
        } catch (IOException | RuntimeException e) {
            stop();
            throw e;
        }
    }

    /**
     * Keeps the site at its port. Karaf changes the configuration of a feature once more when it
     * has written it to a file.
     */
    @Modified
    void stayAsYouAre() {}

    @Deactivate
    void stop() {
        while (!undos.isEmpty()) {
            try {
                undos.pop().run();
            } catch (IOException | IllegalStateException e) {
                LOG.warn("the demo left something behind: {}", e.toString());
            }
        }
    }

    private void start() throws IOException {
        SiteServer server = SiteServer.start(new SampleSite()::file);
        undos.push(server::stop);
        Path directory = directory();
        Path bundle = write(directory, "esxsync-demo-8.0-offline-bundle.zip", SampleBundle.zip());
        Path share = Files.createDirectory(directory.resolve("share"));
        undos.push(() -> Files.deleteIfExists(share));
        for (Map.Entry<String, byte[]> file : SampleShare.files().entrySet()) {
            write(share, file.getKey(), file.getValue());
        }
        configure(
                "org.esxsync.source.vi3",
                "demo-site",
                "index",
                server.url(SampleSite.INDEX).toString());
        configure("org.esxsync.source.depot", "demo-bundle", "location", bundle.toString());
        configure("org.esxsync.source.files", "demo-share", "location", share.toString());
        LOG.info("The demo serves made-up patches at {}", server.url(SampleSite.INDEX));
    }

    private Path directory() throws IOException {
        Path directory = Files.createTempDirectory("esxsync-demo-");
        undos.push(() -> Files.deleteIfExists(directory));
        return directory;
    }

    private Path write(Path directory, String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        undos.push(() -> Files.deleteIfExists(file));
        return Files.write(file, content);
    }

    private void configure(String factoryPid, String name, String key, String value)
            throws IOException {
        Configuration source = configurations.getFactoryConfiguration(factoryPid, name, "?");
        undos.push(source::delete);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(key, value);
        source.update(properties);
    }

    /** Takes back one step of the start. */
    private interface Undo {

        void run() throws IOException;
    }
}
