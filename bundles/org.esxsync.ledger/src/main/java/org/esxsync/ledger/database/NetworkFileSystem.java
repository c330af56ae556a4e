package org.esxsync.ledger.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.esxsync.api.ledger.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file system that several machines have. SQLite's write-ahead log needs memory that all its
 * users share, and locks that hold; there it has neither, and the database is damaged in time.
 */
public final class NetworkFileSystem {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkFileSystem.class);

    /** As Linux names them in the list of mounts. */
    private static final Set<String> TYPES =
            Set.of(
                    "afs",
                    "beegfs",
                    "ceph",
                    "cifs",
                    "fuse.ceph",
                    "fuse.ceph-fuse",
                    "fuse.glusterfs",
                    "fuse.sshfs",
                    "glusterfs",
                    "gpfs",
                    "lustre",
                    "nfs",
                    "nfs4",
                    "smb3",
                    "smbfs");

    private NetworkFileSystem() {}

    /**
     * @throws LedgerException if a database would be in such a file system
     */
    public static void refuse(Path database) {
        try {
            refuse(database, Files.getFileStore(database.toAbsolutePath().getParent()).type());
        } catch (IOException e) {
            LOG.debug("{}: its file system is not known", database, e);
        }
    }

    static void refuse(Path database, String type) {
        if (TYPES.contains(type)) {
            throw new LedgerException(
                    database,
                    "it would be in a network file system (%s), where SQLite's database is damaged in time; keep the ledger in PostgreSQL with ledger= in org.esxsync.sync.cfg, or the mirror on a local disk"
                            .formatted(type),
                    null);
        }
    }
}
