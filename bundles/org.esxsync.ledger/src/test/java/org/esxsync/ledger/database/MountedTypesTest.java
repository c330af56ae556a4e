package org.esxsync.ledger.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class MountedTypesTest {

    private static final List<String> MOUNTS =
            List.of(
                    "/dev/sda1 / ext4 rw 0 0",
                    "auto.srv /srv autofs rw 0 0",
                    "filer:/srv /srv nfs4 rw 0 0",
                    "/dev/sdb1 /srv/my\\040disk xfs rw 0 0",
                    "nonsense");

    @Test
    void theLastMountOfADirectoryIsTheOneThatIsSeen() {
        assertEquals("nfs4", type("/srv/mirror"));
        assertEquals("nfs4", type("/srv"));
    }

    @Test
    void theDeepestMountHasTheDirectory() {
        assertEquals("xfs", type("/srv/my disk/mirror"));
        assertEquals("ext4", type("/srv2"));
    }

    @Test
    void withoutAMountTheJvmKnowsIt() {
        assertEquals("apfs", MountedTypes.last(List.of(), Path.of("/srv"), "apfs"));
    }

    @Test
    void thatOfATemporaryDirectoryIsKnown(@TempDir Path directory) throws IOException {
        assertFalse(MountedTypes.of(directory).isEmpty());
    }

    private static String type(String directory) {
        return MountedTypes.last(MOUNTS, Path.of(directory), "unknown");
    }
}
