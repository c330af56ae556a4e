package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.contenders.Conf;
import org.esxsync.benchmark.contenders.Contender;
import org.esxsync.benchmark.contenders.OneShot;
import org.esxsync.benchmark.contenders.ScriptContender;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;
import org.esxsync.benchmark.samples.PatchSite;
import org.esxsync.benchmark.servers.PlainServer;
import org.esxsync.benchmark.servers.WebServer;

/** Many small patches, beside a plain copy of the site. */
public record SmallPatchesJob(Settings settings, Results results, Targets targets, Path work) {

    private static final long SEED = 301;
    private static final int SIZE = 16 * 1024;
    private static final String WGET = "wget -r, nothing else";
    private static final double MOST_SECONDS = 1.0;

    void run() throws IOException, InterruptedException {
        Path files = work.resolve("files");
        int patches = settings.choose(2000, 300);
        PatchSite.even(files, patches, SIZE, SEED);
        String job = "first sync: %d patches of 16 KiB".formatted(patches);
        List<String> releases = List.of(PatchSite.RELEASE);
        try (WebServer server = PlainServer.start(files, work, 0)) {
            Conf conf = Conf.make(work.resolve("conf")).site(server.url());
            List<Contender> contenders = new ArrayList<>();
            contenders.add(
                    new OneShot(
                            settings.distribution(), conf, work.resolve("one-shot"), releases, ""));
            ScriptContender wget =
                    new ScriptContender(
                            WGET,
                            "wget",
                            "wget-r.sh",
                            server.url(),
                            Files.createDirectories(work).resolve("wget"),
                            Map.of());
            if (wget.isPossible()) {
                contenders.add(wget);
            } else {
                results.note(wget.missing());
            }
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Contender contender : contenders) {
                    DirectoryTree.delete(contender.mirror());
                    results.add(Round.measure(job, contender, server));
                }
                Collections.rotate(contenders, 1);
            }
        }
        targets.more(job, OneShot.NAME, WGET, MOST_SECONDS);
        DirectoryTree.delete(work);
    }
}
