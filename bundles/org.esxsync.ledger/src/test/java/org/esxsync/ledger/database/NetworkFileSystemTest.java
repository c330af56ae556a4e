package org.esxsync.ledger.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.esxsync.api.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFileSystemTest {

    private static final Path DATABASE = Path.of("ledger.db");

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "ceph", "fuse.sshfs"})
    void aDatabaseThatSeveralMachinesWouldHaveIsRefusedWithTheWayOut(String type) {
        String message =
                assertThrows(LedgerException.class, () -> NetworkFileSystem.refuse(DATABASE, type))
                        .getMessage();

        assertTrue(message.contains("(" + type + ")"), message);
        assertTrue(message.contains("PostgreSQL"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "NTFS", ""})
    void aDatabaseOnALocalDiskIsNot(String type) {
        assertDoesNotThrow(() -> NetworkFileSystem.refuse(DATABASE, type));
    }

    @Test
    void whereItIsCanBeAskedOfARelativePathAndOfOneThatIsNotThere(@TempDir Path directory) {
        assertDoesNotThrow(() -> NetworkFileSystem.refuse(DATABASE));
        assertDoesNotThrow(() -> NetworkFileSystem.refuse(directory.resolve("x/ledger.db")));
    }
}
