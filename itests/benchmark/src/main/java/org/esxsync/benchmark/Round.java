package org.esxsync.benchmark;

import java.io.IOException;

/** Measures one contender once. */
final class Round {

    private Round() {}

    static Measurement measure(String job, Contender contender, WebServer server)
            throws IOException, InterruptedException {
        WebServer.Traffic before = server.traffic();
        Usage usage = contender.sync();
        return Measurement.of(job, contender.name(), usage, server.traffic().since(before));
    }
}
