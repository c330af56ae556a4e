package org.esxsync.ledger.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.ledger.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file system that several machines have. SQLite's write-ahead log needs memory that all its
 * users share, and locks that hold; there it has neither, and the database is damaged in time. For
 * any thread.
 */
public final class NetworkFileSystem {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkFileSystem.class);

    /** As Linux names them in the list of mounts. */
    private static final Set<String> TYPES =
            Set.of(
                    "9p",
                    "afs",
                    "beegfs",
                    "ceph",
                    "cifs",
                    "fuse.ceph",
                    "fuse.ceph-fuse",
                    "fuse.glusterfs",
                    "fuse.juicefs",
                    "fuse.mfs",
                    "fuse.moosefs",
                    "fuse.rclone",
                    "fuse.sshfs",
                    "gfs2",
                    "glusterfs",
                    "gpfs",
                    "lustre",
                    "moosefs",
                    "nfs",
                    "nfs4",
                    "ocfs2",
                    "orangefs",
                    "pvfs2",
                    "smb3",
                    "smbfs",
                    "vboxsf",
                    "virtiofs",
                    "wekafs");

    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    /**
     * Lets no database begin in such a file system. One that is there from before goes on, since
     * its mirror would be stuck; the log has a warning, once for each.
     *
     * @throws LedgerException if a database would begin in such a file system
     */
    public void check(Path database) {
        try {
            check(database, MountedTypes.of(database.toAbsolutePath().resolveSibling("")));
        } catch (IOException e) {
            LOG.debug("{}: its file system is not known", database, e);
        }
    }

    void check(Path database, String type) {
        if (!TYPES.contains(type)) {
            return;
        }
        if (Files.notExists(database)) {
            throw new LedgerException(
                    database,
                    "it would be in a network file system (%s), where SQLite's database is damaged in time; keep the ledger in PostgreSQL with ledger= in org.esxsync.sync.cfg, or the mirror on a local disk"
                            .formatted(type),
                    null);
        }
        if (told.add(database)) {
            LOG.warn(
                    "{} is in a network file system ({}), where SQLite's database is damaged in"
                            + " time; take it to PostgreSQL with 'ledger --copy URL', or move the"
                            + " mirror to a local disk",
                    database,
                    type);
        }
    }
}
