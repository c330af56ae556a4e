package org.esxsync.compliance;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostExport;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.compliance.keep.HostDirectory;
import org.esxsync.compliance.keep.HostLines;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps hosts beside the mirror's ledger. */
@Component
public final class MirrorHosts implements KeptHosts, HostExport {

    private static final String STATE = ".esxsync";
    private static final String HOSTS = "hosts";

    private final PublishedMirror mirror;

    @Activate
    public MirrorHosts(@Reference PublishedMirror mirror) {
        this.mirror = mirror;
    }

    @Override
    public List<KeptHost> all() {
        return directory().all();
    }

    @Override
    public Optional<KeptHost> find(String name) {
        return directory().find(name);
    }

    @Override
    public String state() {
        return directory().state();
    }

    @Override
    public void keep(List<Host> hosts) {
        HostDirectory directory = directory();
        // That it may not be read is told before that it is not there.
        directory.state();
        if (!mirror.isThere()) {
            throw new EsxSyncException(
                    "hosts are kept in the mirror, and there is none in %s; run a sync first"
                            .formatted(mirror.directory()));
        }
        hosts.forEach(directory::keep);
    }

    @Override
    public boolean delete(String name) {
        return directory().delete(name);
    }

    @Override
    public void export(Consumer<String> lines) {
        directory().export(each -> lines.accept(HostLines.line(each)));
    }

    private HostDirectory directory() {
        return new HostDirectory(
                mirror.directory().resolve(STATE).resolve(HOSTS), Clock.systemUTC());
    }
}
