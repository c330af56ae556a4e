package org.esxsync.api.compliance;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads what hosts and tools print: lists of VIBs, components and bulletins, versions, image
 * profiles, and the tables of tools that know many hosts. Each form is recognised by its content. A
 * file may hold several outputs of one host, or many hosts. What cannot be read is told, and the
 * rest is read. Safe for many threads.
 */
@ProviderType
public interface HostInventory {

    /**
     * Reads files, and all files in directories.
     *
     * @param places files and directories; what is in a directory is read in the order of names
     * @throws org.esxsync.api.EsxSyncException if a place is not there, or the thread was
     *     interrupted
     */
    Inventory read(List<Path> places);

    /**
     * Reads a stream to its end; the caller closes it.
     *
     * @param name what the stream is called in messages, and a host of which no name is told
     */
    Inventory read(String name, InputStream in);

    /** Hosts of several inventories as one: outputs of one host are joined, as in files. */
    Inventory joined(List<Inventory> inventories);
}
