package org.esxsync.benchmark.jobs;

import java.io.IOException;
import org.esxsync.benchmark.contenders.Contender;
import org.esxsync.benchmark.contenders.OneShot;
import org.esxsync.benchmark.measure.Measurement;
import org.esxsync.benchmark.measure.Traffic;
import org.esxsync.benchmark.measure.Usage;
import org.esxsync.benchmark.servers.WebServer;

/** Measures one contender once and, where it starts a Java, a bare start right before. */
final class Round {

    private Round() {}

    static Measurement measure(String job, Contender contender, WebServer server)
            throws IOException, InterruptedException {
        double start = contender instanceof OneShot command ? command.start().seconds() : 0;
        Traffic before = server.traffic();
        Usage usage = contender.sync();
        return Measurement.of(job, contender.name(), usage, server.traffic().since(before))
                .beside(start);
    }
}
