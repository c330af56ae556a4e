package org.esxsync.sync.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerKeeper;
import org.esxsync.api.ledger.LedgerPlace;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.ReportedMirror;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Opens ledgers where the settings of this moment say that they are. */
@Component(
        service = {LedgerStore.class, ConfiguredLedgers.class},
        property = {LedgerStore.CONFIGURED + "=true", "service.ranking:Integer=1000"})
public final class ConfiguredLedgers implements LedgerStore {

    /** Finds this store among all. */
    public static final String FILTER = "(" + LedgerStore.CONFIGURED + "=true)";

    private static final String KEY = "ledger";

    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, LedgerKeeper>> keepers;

    private final Supplier<LedgerPlace> place;
    private final Supplier<LedgerPlace> placeToLook;

    @Activate
    public ConfiguredLedgers(@Reference SyncConfiguration configuration) {
        this(
                List.of(),
                () -> configuration.settings().ledger(),
                () -> configuration.settingsToLook().ledger());
    }

    ConfiguredLedgers(
            List<Map.Entry<Map<String, Object>, LedgerKeeper>> keepers,
            Supplier<LedgerPlace> place,
            Supplier<LedgerPlace> placeToLook) {
        this.keepers = keepers;
        this.place = place;
        this.placeToLook = placeToLook;
    }

    @Override
    public Ledger open(Path directory, Durability durability) {
        return at(place.get()).open(directory, durability);
    }

    @Override
    public Optional<Ledger> openToRead(Path directory) {
        return at(placeToLook.get()).openToRead(directory);
    }

    @Override
    public boolean keepsWritersApart() {
        return at(placeToLook.get()).keepsWritersApart();
    }

    @Override
    public Optional<Ledger> openToLook(Path directory) {
        return at(placeToLook.get()).openToLook(directory);
    }

    @Override
    public Optional<DownloadList> downloads(Path directory) {
        return at(place.get()).downloads(directory);
    }

    @Override
    public void report(Path directory, MirrorReport report) {
        at(place.get()).report(directory, report);
    }

    @Override
    public List<ReportedMirror> mirrors() {
        return at(placeToLook.get()).mirrors();
    }

    /**
     * The ledgers that are in a place.
     *
     * @throws ConfigurationException if nobody keeps ledgers there
     */
    public LedgerStore at(LedgerPlace wanted) {
        return keeper(wanted).orElseThrow(() -> misconfigured(wanted)).at(wanted);
    }

    /**
     * What takes ledgers to a place, and away from there.
     *
     * @throws EsxSyncException if nobody keeps ledgers there
     */
    public LedgerTransfer transfer(LedgerPlace wanted) {
        return keeper(wanted).orElseThrow(() -> unknown(wanted)).transfer(wanted);
    }

    private Optional<LedgerKeeper> keeper(LedgerPlace wanted) {
        for (Map.Entry<Map<String, Object>, LedgerKeeper> each : keepers) {
            if (isOf(wanted.address(), (String) each.getKey().get(LedgerKeeper.ADDRESSES))) {
                return Optional.of(each.getValue());
            }
        }
        return Optional.empty();
    }

    private static EsxSyncException unknown(LedgerPlace wanted) {
        return new EsxSyncException(
                "no bundle is there that keeps ledgers in '%s'; name a database such as jdbc:postgresql://db.example/esxsync (in Karaf, install the feature esxsync-postgresql), or sqlite for a file in the mirror"
                        .formatted(wanted));
    }

    private static ConfigurationException misconfigured(LedgerPlace wanted) {
        return new ConfigurationException(
                SyncSettings.PID,
                KEY,
                wanted.toString(),
                wanted.address().isEmpty()
                        ? "name a database, since no bundle is there that keeps ledgers in files"
                        : "no bundle is there that keeps ledgers in such a place: use a URL that"
                                + " begins with jdbc:postgresql:, start ESX Sync again (in Karaf,"
                                + " install the feature esxsync-postgresql), or leave it empty");
    }

    private static boolean isOf(String address, @Nullable String start) {
        return start == null ? address.isEmpty() : address.startsWith(start);
    }
}
