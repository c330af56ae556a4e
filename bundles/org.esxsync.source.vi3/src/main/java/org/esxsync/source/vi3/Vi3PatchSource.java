package org.esxsync.source.vi3;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
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

/** Lists the patches of one VI3 patch site: an index page and the page of each patch. */
@Component(
        configurationPid = Vi3PatchSource.PID,
        property = "webconsole.configurationFactory.nameHint={index}",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Vi3PatchSource.Config.class, factory = true)
public final class Vi3PatchSource implements PatchSource {

    static final String PID = "org.esxsync.source.vi3";

    /** What the administrator sets for each site. */
    @ObjectClassDefinition(
            name = "ESX Sync: VI3 patch site",
            description = "A site with the patch pages of ESX Server 3.0 and 3.5.")
    @interface Config {

        @AttributeDefinition(
                name = "Index page",
                description =
                        "The index page that links to the patch pages: an http, https or file URL,"
                                + " or the absolute path of a saved copy. There is no default.")
        String index() default "";

        @AttributeDefinition(
                name = "Name",
                description =
                        "What commands and messages call this source. Default: what stands between"
                                + " ~ and .cfg in the file's name, or else a name made of the"
                                + " index page's location.",
                required = false)
        String name() default "";

        @AttributeDefinition(
                name = "Days until all is read again",
                description =
                        "After this many days the patch pages are read again even if the index is"
                                + " unchanged; 0 for never.")
        int reread_days() default 7;
    }

    private final String name;
    private final String location;

    /** Fails each scan where the configuration is wrong, so that whoever syncs is told. */
    private final BiFunction<ScanRequest, PatchSink, ScanResult> scan;

    @Activate
    public Vi3PatchSource(
            @Reference Transport transport, Config config, Map<String, Object> properties) {
        this(
                transport,
                Clock.systemUTC(),
                String.valueOf(properties.get("service.pid")),
                config,
                properties);
    }

    Vi3PatchSource(
            Transport transport,
            Clock clock,
            String pid,
            Config config,
            Map<String, Object> properties) {
        Map<String, Object> named = new HashMap<>(properties);
        named.put("service.pid", pid);
        this.name = SourceName.of(PID, named, config.index());
        String place = "no usable index=";
        BiFunction<ScanRequest, PatchSink, ScanResult> reading;
        try {
            URI site = IndexLocation.parse(pid, config.index());
            place = RedactedLocation.of(site);
            TypedConfiguration.requireNumbers(pid, Config.class, properties);
            reading = new SiteScan(name, site, days(pid, config), transport, clock)::run;
        } catch (ConfigurationException e) {
            reading =
                    (request, sink) -> {
                        throw e;
                    };
        }
        this.location = place;
        this.scan = reading;
    }

    /**
     * Asks no server.
     *
     * @throws ConfigurationException for the first value that cannot be used
     */
    static void check(String pid, Config config) {
        days(pid, config);
        IndexLocation.parse(pid, config.index());
    }

    private static int days(String pid, Config config) {
        int days = config.reread_days();
        if (days < 0) {
            throw new ConfigurationException(
                    pid, "reread.days", Integer.toString(days), "use a number of at least 0");
        }
        return days;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public ScanResult scan(ScanRequest request, PatchSink sink) {
        return scan.apply(request, sink);
    }
}
