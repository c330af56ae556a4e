package org.esxsync.api.compliance;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Writes the hosts that are kept for another mirror. Safe for many threads. */
@ProviderType
public interface HostExport {

    /**
     * Hands over each kept host as one line of JSON, by name: all that is known of it, and when it
     * was kept. {@link HostInventory} recognises a file of such lines.
     *
     * @throws org.esxsync.api.EsxSyncException if a host cannot be read
     */
    void export(Consumer<String> lines);
}
