package org.esxsync.benchmark;

import java.io.IOException;

/** Measures one contender once. */
final class Round {

    private Round() {}

    static Measurement measure(String job, Contender contender, WebServer server)
            throws IOException, InterruptedException {
        WebServer.Traffic before = server.traffic();
        Usage usage = contender.sync();
        WebServer.Traffic traffic = server.traffic().since(before);
        return new Measurement(
                job,
                contender.name(),
                usage.seconds(),
                usage.cpuSeconds(),
                usage.memory(),
                traffic.requests(),
                traffic.bytes());
    }
}
