package org.esxsync.source.depot;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.api.source.SourceName;
import org.esxsync.source.depot.files.DepotHosts;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.OnlineFiles;
import org.esxsync.source.depot.files.OnlineLocation;
import org.esxsync.source.depot.read.PlainZips;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What depots, offline bundles and VIBs offer, on a server or in a directory. */
@Component(
        configurationPid = DepotPatchSource.PID,
        property = "webconsole.configurationFactory.nameHint={location}",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DepotPatchSource.Config.class, factory = true)
public final class DepotPatchSource implements PatchSource {

    private static final Logger LOG = LoggerFactory.getLogger(DepotPatchSource.class);

    static final String PID = "org.esxsync.source.depot";

    /** The configuration of one depot source. */
    @ObjectClassDefinition(
            name = "ESX Sync: depot",
            description =
                    "A depot or offline bundles of ESXi 5.0 and later. One configuration each.")
    @interface Config {

        @AttributeDefinition(
                name = "Location",
                description =
                        "An offline bundle (zip), a VIB, an update download store, a depot's"
                            + " directory or index file, or a directory with any of them in it or"
                            + " in its subdirectories: a path or a file URL. Or the http or https"
                            + " URL of an offline bundle, of a depot or its index, or of the top of"
                            + " another ESX Sync mirror. The token of dl.broadcom.com, or another"
                            + " secret that is a directory of the URL, is written as ${env:NAME} or"
                            + " ${file:path}.")
        String location() default "";

        @AttributeDefinition(
                name = "Name",
                description =
                        "What commands and messages call this source. Default: what stands between"
                                + " ~ and .cfg in the file's name, or else a name made of the"
                                + " location.",
                required = false)
        String name() default "";

        @AttributeDefinition(
                name = "Hosts",
                description =
                        "Other hosts that the documents of an online depot may link to: a name;"
                                + " *.domain or .domain for a domain and all hosts in it; * for"
                                + " any.")
        String[] hosts() default {"*.vmware.com", "*.broadcom.com"};

        @AttributeDefinition(
                name = "Image profiles",
                description =
                        "Which image profiles are patches: all; newest, of each creator and"
                                + " release those with the highest version of ESXi; or none. All"
                                + " their VIBs are fetched with them. Most of these come with"
                                + " bulletins or as VIBs anyhow, so that all costs little more,"
                                + " which 'plan' shows; in a pruned mirror a profile of ESXi keeps"
                                + " all of its VIBs.",
                options = {
                    @Option(label = "all", value = "all"),
                    @Option(label = "newest", value = "newest"),
                    @Option(label = "none", value = "none")
                })
        String profiles() default "all";
    }

    private final String pid;
    private final String name;
    private final String location;
    private final String[] hosts;
    private final String profiles;
    private final Transport transport;
    private final MatchedReleases releases;

    @Reference PlainZips plainZips = new PlainZips();

    @Activate
    public DepotPatchSource(
            @Reference Transport transport,
            @Reference MatchedReleases releases,
            Config config,
            Map<String, Object> properties) {
        this.releases = releases;
        this.transport = transport;
        this.pid = String.valueOf(properties.getOrDefault("service.pid", PID));
        this.location = config.location().strip();
        this.name = SourceName.of(PID, properties, location);
        this.hosts = config.hosts();
        this.profiles = config.profiles();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String location() {
        return shown(location);
    }

    @Override
    public ScanResult scan(ScanRequest request, PatchSink sink) {
        ProfileChoice choice = ProfileChoice.named(pid, profiles);
        DepotScan scan = new DepotScan(name(), choice, sink, LOG::warn, plainZips);
        if (!DepotUrl.isOnline(location)) {
            return new LocalReader(path(pid, location), request, scan).read(choice);
        }
        Set<URI> indexes = OnlineLocation.indexes(pid, location);
        try (OnlineFiles files =
                new OnlineFiles(
                        indexes, new DepotHosts(pid, hosts), transport, request.workspace())) {
            return new OnlineReader(
                            indexes, OnlineLocation.mirrored(indexes, releases.names()), files)
                    .read(choice, request, scan);
        }
    }

    /**
     * Looks for the file or directory, but asks no server.
     *
     * @throws ConfigurationException for the first value that cannot be used
     */
    static void check(String pid, Config config) {
        ProfileChoice.named(pid, config.profiles());
        String location = config.location().strip();
        if (DepotUrl.isOnline(location)) {
            OnlineLocation.indexes(pid, location);
        } else {
            path(pid, location);
        }
    }

    private static Path path(String pid, String location) {
        try {
            Path path =
                    location.toLowerCase(Locale.ROOT).startsWith("file:")
                            ? Path.of(URI.create(location))
                            : Path.of(location);
            if (!location.isEmpty() && Files.exists(path)) {
                return path.toAbsolutePath().normalize();
            }
        } catch (IllegalArgumentException e) {
            throw unusable(pid, location, "it is no path and no file: URL");
        }
        throw unusable(pid, location, "there is no such file or directory");
    }

    private static ConfigurationException unusable(String pid, String location, String reason) {
        return new ConfigurationException(
                pid,
                "location",
                shown(location),
                reason
                        + "; name an offline bundle, a VIB, a directory of them, or a depot's"
                        + " index");
    }

    private static String shown(String location) {
        return location.contains("://") ? RedactedLocation.of(location) : location;
    }
}
