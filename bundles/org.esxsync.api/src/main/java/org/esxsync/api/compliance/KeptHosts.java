package org.esxsync.api.compliance;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hosts that are kept in the mirror's state, so that they can be judged again after each sync. Only
 * the mirror's owner and group may read them. Safe for many threads.
 */
@ProviderType
public interface KeptHosts {

    /**
     * The hosts that are kept, by name; none where there is no mirror. One whose file cannot be
     * read is there with the file's name, and with nothing but a gap that says why; it is deleted
     * by that name, too.
     *
     * @throws org.esxsync.api.EsxSyncException if the hosts cannot be listed
     */
    List<KeptHost> all();

    /**
     * The host of a name, if it is kept.
     *
     * @param name its name, in any case of letters
     * @throws org.esxsync.api.EsxSyncException if it cannot be read
     */
    Optional<KeptHost> find(String name);

    /**
     * A text that is another one once hosts were kept or deleted, so that what was made of them
     * holds as long as it stays the same; empty while none is kept. No host is read for it.
     *
     * @throws org.esxsync.api.EsxSyncException if the hosts cannot be listed
     */
    String state();

    /**
     * Keeps hosts. One that is kept already is replaced.
     *
     * @throws org.esxsync.api.EsxSyncException if there is no mirror, or it cannot be written
     */
    void keep(List<Host> hosts);

    /**
     * Deletes a host.
     *
     * @param name its name, in any case of letters
     * @return whether it was kept
     * @throws org.esxsync.api.EsxSyncException if it cannot be deleted
     */
    boolean delete(String name);
}
