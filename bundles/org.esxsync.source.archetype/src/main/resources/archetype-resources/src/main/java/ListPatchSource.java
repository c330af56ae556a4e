package ${package};

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * The patches of a list, one on each line: its id, the version of ESX Server that it is for, and
 * where its tarball is. A configuration {@code PID~NAME} with the list's URL in {@code list} makes
 * a source of that name.
 */
@Component(
        configurationPid = ListPatchSource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ListPatchSource implements PatchSource {

    static final String PID = "${artifactId}";

    private final Transport transport;
    private final String pid;
    private final String list;

    @Activate
    public ListPatchSource(@Reference Transport transport, Map<String, Object> properties) {
        this.transport = transport;
        this.pid = String.valueOf(properties.get("service.pid"));
        this.list = String.valueOf(properties.getOrDefault("list", "no list="));
    }

    @Override
    public String name() {
        return pid.substring(pid.indexOf('~') + 1);
    }

    @Override
    public String location() {
        return list;
    }

    @Override
    public ScanResult scan(ScanRequest request, PatchSink sink) {
        Document document = transport.read(url(), request.state());
        if (!document.modified()) {
            return ScanResult.unchanged(request);
        }
        boolean whole = true;
        List<String> lines = new String(document.body(), StandardCharsets.UTF_8).lines().toList();
        for (String line : lines) {
            whole &= line.isBlank() || tell(sink, document.location(), line.strip());
        }
        // what could not be understood is read again
        return ScanResult.listed(whole ? document.validator() : null);
    }

    /** Returns whether the line was understood. */
    private boolean tell(PatchSink sink, URI from, String line) {
        Patch patch;
        try {
            patch = patch(from, line.split("\\s+"));
        } catch (IllegalArgumentException e) {
            sink.reject(line, new MalformedSourceException(list, e.getMessage(), e));
            return false;
        }
        sink.accept(patch);
        return true;
    }

    private Patch patch(URI from, String... cells) {
        if (cells.length != 3) {
            throw new IllegalArgumentException("a line needs an id, a version and a URL");
        }
        URI location = from.resolve(cells[2]);
        RelativePath file = new RelativePath(cells[0] + ".tgz");
        return Patch.builder(name(), cells[0], "vi3")
                .platform("VMware ESX Server", cells[1])
                .artifact(new Artifact(file, location, Artifact.UNKNOWN_SIZE, List.of()))
                .build();
    }

    private URI url() {
        try {
            return URI.create(list);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(pid, "list", list, "use an http, https or file URL");
        }
    }
}
