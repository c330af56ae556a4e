package org.esxsync.source.files;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.api.source.SourceName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The patches of ESX 3.0 to 4.1 and ESXi 3.5 to 4.1 whose archives stand in a share. */
@Component(
        configurationPid = FilesPatchSource.PID,
        property = "webconsole.configurationFactory.nameHint={location}",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FilesPatchSource.Config.class, factory = true)
public final class FilesPatchSource implements PatchSource {

    private static final Logger LOG = LoggerFactory.getLogger(FilesPatchSource.class);

    static final String PID = "org.esxsync.source.files";

    /** What the administrator sets for each share. */
    @ObjectClassDefinition(
            name = "ESX Sync: patch archives",
            description =
                    "A share with patch archives of ESX 3.0 to 4.1 and ESXi 3.5 to 4.1. One"
                            + " configuration each.")
    @interface Config {

        @AttributeDefinition(
                name = "Location",
                description =
                        "A directory with patch archives in it or in its subdirectories, the http"
                                + " or https URL of a directory that its server lists, or a list of"
                                + " files that ends in .txt: a path or URL in each line.")
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
                name = "Releases",
                description =
                        "The releases of archives such as ESX-1002424.tgz of which neither a page"
                                + " nor a catalogue tells them, such as esx-3.0.2.",
                required = false)
        String[] releases() default {};
    }

    private final String pid;
    private final String name;
    private final String location;
    private final String[] releases;
    private final Transport transport;
    private final ArchiveReaders readers;

    @Activate
    public FilesPatchSource(
            @Reference Transport transport,
            @Reference ArchiveReaders readers,
            Config config,
            Map<String, Object> properties) {
        this.readers = readers;
        this.transport = transport;
        this.pid = String.valueOf(properties.getOrDefault("service.pid", PID));
        this.location = config.location().strip();
        this.name = SourceName.of(PID, properties, location);
        this.releases = config.releases();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String location() {
        return location.isEmpty() ? "no location=" : ShareLocation.shown(location);
    }

    @Override
    public ScanResult scan(ScanRequest request, PatchSink sink) {
        Set<EsxRelease> configured = releases(pid, releases);
        Remarks remarks = new Remarks(name(), LOG::warn);
        return new ShareScan(
                        name(),
                        location(),
                        ShareLocation.open(pid, location, transport),
                        configured,
                        readers.now(),
                        remarks)
                .run(request, sink);
    }

    /**
     * Looks for the directory, but asks no server.
     *
     * @throws ConfigurationException for the first value that cannot be used
     */
    static void check(String pid, Config config) {
        releases(pid, config.releases());
        ShareLocation.place(pid, config.location().strip());
    }

    private static Set<EsxRelease> releases(String pid, String... texts) {
        Set<EsxRelease> releases = new TreeSet<>();
        for (String text : TypedConfiguration.list(texts)) {
            try {
                releases.add(EsxRelease.parse(text));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        pid, "releases", text, "use full names, such as esx-3.0.2");
            }
        }
        return releases;
    }
}
