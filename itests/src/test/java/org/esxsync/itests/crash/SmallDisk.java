package org.esxsync.itests.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk of a few kilobytes in memory, where the tests may mount one.
 *
 * @param directory where it is mounted
 */
record SmallDisk(Path directory) implements AutoCloseable {

    SmallDisk {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", directory.toString()),
                "no right to mount a disk");
    }

    void resize(int kilobytes) {
        String options = "remount,size=" + kilobytes + "k";
        assumeTrue(run("mount", "-o", options, directory.toString()), "no remount");
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        run("umount", directory.toString());
    }
}
