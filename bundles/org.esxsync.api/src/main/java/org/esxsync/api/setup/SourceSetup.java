package org.esxsync.api.setup;

import java.util.List;
import java.util.function.Consumer;
import org.esxsync.api.source.PatchSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Adds and removes sources: as files where there is a directory of configurations, else in Config
 * Admin. A running service takes them up by itself. Safe for many threads and processes.
 */
@ProviderType
public interface SourceSetup {

    /**
     * Recognises what is at a location and writes a configuration for each kind of source that can
     * read it. If anything is wrong, nothing is written.
     *
     * @param progress is told what is being looked at
     * @throws org.esxsync.api.EsxSyncException if nothing there can be read, the name is taken, or
     *     the configuration cannot be written
     */
    List<AddedSource> add(NewSource source, Consumer<String> progress);

    /**
     * Removes the configurations of a source.
     *
     * @param name its name
     * @return what has defined it: the file, or the PID of a configuration that had no file
     * @throws org.esxsync.api.EsxSyncException if there is none of that name, or it cannot be
     *     removed
     */
    List<String> remove(String name);

    /**
     * Sources that read what is at a location, without a configuration: for one sync.
     *
     * @throws org.esxsync.api.EsxSyncException if nothing there can be read
     */
    List<PatchSource> open(String location, Consumer<String> progress);
}
