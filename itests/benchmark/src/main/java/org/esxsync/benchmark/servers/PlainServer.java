package org.esxsync.benchmark.servers;

import java.io.IOException;
import java.nio.file.Path;
import org.esxsync.benchmark.measure.Programs;

/** The server of jobs without TLS: nginx, or the bundled one where it is missing. */
public final class PlainServer {

    private PlainServer() {}

    /**
     * Starts it.
     *
     * @param rate the most bytes a second on each connection; 0 for no limit
     */
    public static WebServer start(Path directory, Path work, long rate) throws IOException {
        return Programs.has(Nginx.PROGRAM)
                ? Nginx.plain(directory, work, rate)
                : new BundledServer(directory, rate, 0);
    }
}
