package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A process that holds a mirror's lock until its standard input ends, or it is killed. */
final class LockHolder {

    private LockHolder() {}

    /**
     * @param arguments the mirror's directory
     */
    public static void main(String[] arguments) throws IOException {
        try (MirrorLock lock =
                MirrorLock.acquire(new MirrorPaths(Path.of(arguments[0])), Clock.systemUTC())) {
            System.out.println("locked");
            System.in.read();
        }
    }
}
