package org.esxsync.source.vi3;

import java.net.URI;
import java.util.Map;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Lists the patches of one VI3 patch site: an index page and the page of each patch. */
@Component(configurationPid = Vi3PatchSource.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Vi3PatchSource.Config.class, factory = true)
public final class Vi3PatchSource implements PatchSource {

    static final String PID = "org.esxsync.source.vi3";

    /** What the administrator sets for each site. */
    @ObjectClassDefinition(
            name = "ESX Sync: VI3 patch site",
            description = "A site with the patch pages of ESX Server 3.0.x.")
    @interface Config {

        @AttributeDefinition(
                name = "Index page",
                description =
                        "The index page that links to the patch pages: an http, https or file URL,"
                                + " or the absolute path of a saved copy. There is no default.")
        String index() default "";
    }

    private final String name;
    private final URI index;
    private final SiteScan scan;

    @Activate
    public Vi3PatchSource(
            @Reference Transport transport, Config config, Map<String, Object> properties) {
        this(transport, String.valueOf(properties.get("service.pid")), config.index());
    }

    Vi3PatchSource(Transport transport, String pid, String index) {
        this.name = pid.substring(pid.indexOf('~') + 1);
        this.index = IndexLocation.parse(pid, index);
        this.scan = new SiteScan(name, this.index, transport);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String location() {
        return index.toString();
    }

    @Override
    public ScanResult scan(ScanRequest request, PatchSink sink) {
        return scan.run(request, sink);
    }
}
