package org.esxsync.sync.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.sync.config.ConfiguredLedgers;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.mirror.MirrorPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mirror that is configured. */
@Component
public final class ConfiguredMirror implements PublishedMirror {

    private final SyncConfiguration configuration;
    private final LedgerStore ledgers;

    @Activate
    public ConfiguredMirror(
            @Reference SyncConfiguration configuration,
            @Reference(target = ConfiguredLedgers.FILTER) LedgerStore ledgers) {
        this.configuration = configuration;
        this.ledgers = ledgers;
    }

    private MirrorPaths mirror() {
        return configuration.settingsToLook().requireMirror();
    }

    @Override
    public Path directory() {
        return mirror().root();
    }

    @Override
    public boolean isThere() {
        return Files.isDirectory(mirror().state());
    }

    @Override
    public Optional<Ledger> openLedger() {
        return ledgers.openToLook(mirror().state());
    }
}
