package org.esxsync.ledger.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.api.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFileSystemTest {

    private final NetworkFileSystem networks = new NetworkFileSystem();
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "ceph", "fuse.sshfs", "virtiofs"})
    void aDatabaseThatSeveralMachinesWouldHaveIsRefusedWithTheWayOut(String type) {
        String message =
                assertThrows(LedgerException.class, () -> networks.check(database(), type))
                        .getMessage();

        assertTrue(message.contains("(" + type + ")"), message);
        assertTrue(message.contains("PostgreSQL"), message);
    }

    @Test
    void oneThatIsThereFromBeforeGoesOn() throws IOException {
        Files.createFile(database());

        assertDoesNotThrow(() -> networks.check(database(), "nfs4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "NTFS", ""})
    void aDatabaseOnALocalDiskIsNotRefused(String type) {
        assertDoesNotThrow(() -> networks.check(database(), type));
    }

    @Test
    void whereItIsCanBeAskedOfARelativePathAndOfOneThatIsNotThere() {
        assertDoesNotThrow(() -> networks.check(Path.of("ledger.db")));
        assertDoesNotThrow(() -> networks.check(directory.resolve("x/ledger.db")));
    }

    private Path database() {
        return directory.resolve("ledger.db");
    }
}
