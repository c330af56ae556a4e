package org.esxsync.api.setup;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Shows and changes configurations as the installed bundles describe them. Safe for many threads
 * and processes.
 */
@ProviderType
public interface ConfigurationEditor {

    /** Every configuration: those that are there, and single ones that could be. By PID. */
    List<EffectiveConfiguration> list();

    /**
     * One configuration.
     *
     * @param pid its PID; that of a factory stands for all of its configurations
     * @throws org.esxsync.api.EsxSyncException if no bundle describes it
     */
    List<EffectiveConfiguration> list(String pid);

    /**
     * Sets a value, once it was checked. Comments and the order of the file stay.
     *
     * @param pid the PID, of a factory with {@code ~} and the name
     * @return what was changed: the file, or the PID of a configuration without a file
     * @throws org.esxsync.api.EsxSyncException if there is no such configuration or key, the value
     *     cannot be used, or it cannot be written; then nothing is changed
     */
    String set(String pid, String key, String value);

    /**
     * Adds a value to those of a key that takes several, as {@link #set}; one that is there already
     * stays as it is.
     *
     * @return as {@link #set}
     * @throws org.esxsync.api.EsxSyncException as {@link #set}, and if the key takes one value
     */
    String add(String pid, String key, String value);

    /**
     * Removes a value, so that the default counts.
     *
     * @return as {@link #set}
     * @throws org.esxsync.api.EsxSyncException as {@link #set}, and if it is not set
     */
    String unset(String pid, String key);
}
