package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Many small patches, beside a plain copy of the site. */
record SmallPatchesJob(Settings settings, Results results, Path work) {

    private static final long SEED = 301;
    private static final int SIZE = 16 * 1024;
    private static final String WGET = "wget -r, nothing else";
    private static final double START_SECONDS = 1.0;

    void run() throws IOException, InterruptedException {
        Path files = work.resolve("files");
        int patches = settings.choose(2000, 300);
        PatchSite.even(files, patches, SIZE, SEED);
        String job = "first sync: %d patches of 16 KiB".formatted(patches);
        List<String> releases = List.of(PatchSite.RELEASE);
        try (WebServer server = WebServer.start(files, work, 0)) {
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
            }
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Contender contender : contenders) {
                    Trees.delete(contender.mirror());
                    results.add(Round.measure(job, contender, server));
                }
                Collections.rotate(contenders, 1);
            }
        }
        if (results.has(job, WGET)) {
            results.atMost(
                    job,
                    "seconds more than " + WGET,
                    results.seconds(job, OneShot.NAME) - results.seconds(job, WGET),
                    START_SECONDS);
        }
        Trees.delete(work);
    }
}
