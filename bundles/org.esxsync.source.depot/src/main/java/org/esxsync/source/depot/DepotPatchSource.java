package org.esxsync.source.depot;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.depot.files.DepotHosts;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.OnlineLocation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The bulletins of a depot, of an offline bundle, or of a directory of offline bundles. */
@Component(
        configurationPid = DepotPatchSource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DepotPatchSource.Config.class, factory = true)
public final class DepotPatchSource implements PatchSource {

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
                        "An offline bundle (zip), a directory of such bundles, or a depot's"
                                + " directory or index file: a path, or a file, http or https URL."
                                + " The token of dl.broadcom.com is written as ${env:NAME} or"
                                + " ${file:path}.")
        String location() default "";

        @AttributeDefinition(
                name = "Hosts",
                description =
                        "Other hosts to which the documents of an online depot may lead: a name;"
                                + " *.domain or .domain for a domain and all hosts in it; * for"
                                + " any.")
        String[] hosts() default {"*.vmware.com", "*.broadcom.com"};
    }

    private final String pid;
    private final String location;
    private final String[] hosts;
    private final Transport transport;

    @Activate
    public DepotPatchSource(
            @Reference Transport transport, Config config, Map<String, Object> properties) {
        this.transport = transport;
        this.pid = String.valueOf(properties.getOrDefault("service.pid", PID));
        this.location = config.location().strip();
        this.hosts = config.hosts();
    }

    @Override
    public String name() {
        return pid.replaceFirst("^" + PID.replace(".", "\\.") + "[~.]", "");
    }

    @Override
    public String location() {
        return location.contains("://") ? RedactedLocation.of(location) : location;
    }

    @Override
    public ScanResult scan(ScanRequest request, PatchSink sink) {
        return DepotUrl.isOnline(location)
                ? DepotReader.online(
                        name(),
                        OnlineLocation.indexes(pid, location),
                        new DepotHosts(pid, hosts),
                        transport,
                        request,
                        sink)
                : new DepotReader(name(), path()).scan(request, sink);
    }

    private Path path() {
        try {
            Path path =
                    location.toLowerCase(Locale.ROOT).startsWith("file:")
                            ? Path.of(URI.create(location))
                            : Path.of(location);
            if (!location.isEmpty() && Files.exists(path)) {
                return path.toAbsolutePath().normalize();
            }
        } catch (IllegalArgumentException e) {
            throw unusable("it is no path and no file: URL");
        }
        throw unusable("there is no such file or directory");
    }

    private ConfigurationException unusable(String reason) {
        return new ConfigurationException(
                pid,
                "location",
                location(),
                reason + "; name an offline bundle, a directory of bundles, or a depot's index");
    }
}
