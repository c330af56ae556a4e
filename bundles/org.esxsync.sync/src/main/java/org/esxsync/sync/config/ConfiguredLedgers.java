package org.esxsync.sync.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Opens ledgers where the configuration of this moment says that they are. */
@Component(
        configurationPid = SyncSettings.PID,
        property = {
            LedgerStore.ADDRESSES + "=" + LedgerStore.CONFIGURED,
            "service.ranking:Integer=1000"
        })
public final class ConfiguredLedgers implements LedgerStore {

    /** Finds this store among all. */
    public static final String FILTER =
            "(" + LedgerStore.ADDRESSES + "=" + LedgerStore.CONFIGURED + ")";

    private static final String KEY = "ledger";

    @Reference(
            cardinality = ReferenceCardinality.AT_LEAST_ONE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!" + FILTER + ")")
    private volatile List<Map.Entry<Map<String, Object>, LedgerStore>> stores;

    private volatile String address = "";

    @Activate
    public ConfiguredLedgers(SyncConfig config) {
        this(List.of(), config);
    }

    ConfiguredLedgers(List<Map.Entry<Map<String, Object>, LedgerStore>> stores, SyncConfig config) {
        this.stores = stores;
        modified(config);
    }

    @Modified
    void modified(SyncConfig config) {
        address = config.ledger().strip();
    }

    @Override
    public Ledger open(Path directory, Durability durability) {
        return store().open(directory, durability);
    }

    @Override
    public Optional<Ledger> openToRead(Path directory) {
        return store().openToRead(directory);
    }

    @Override
    public boolean keepsWritersApart() {
        return store().keepsWritersApart();
    }

    private LedgerStore store() {
        String wanted = address;
        for (Map.Entry<Map<String, Object>, LedgerStore> each : stores) {
            if (isOf(wanted, (String) each.getKey().get(ADDRESSES))) {
                return each.getValue();
            }
        }
        throw new ConfigurationException(
                SyncSettings.PID,
                KEY,
                shown(wanted),
                wanted.isEmpty()
                        ? "name a database, since no bundle is there that keeps ledgers in files"
                        : "no bundle is there that keeps ledgers in such a place: use a URL that"
                                + " begins with jdbc:postgresql:, start ESX Sync again, or leave it"
                                + " empty");
    }

    /** Parameters, and what stands before an @, may have a password. */
    private static String shown(String address) {
        return address.contains("@")
                ? address.replaceFirst("/.*", "…")
                : address.replaceFirst("\\?.*", "");
    }

    private static boolean isOf(String address, @Nullable String start) {
        return start == null ? address.isEmpty() : address.startsWith(start);
    }
}
