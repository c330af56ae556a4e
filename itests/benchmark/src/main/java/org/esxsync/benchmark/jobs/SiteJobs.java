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
import org.esxsync.benchmark.contenders.Resident;
import org.esxsync.benchmark.contenders.ScriptContender;
import org.esxsync.benchmark.measure.Measurement;
import org.esxsync.benchmark.measure.Programs;
import org.esxsync.benchmark.measure.Traffic;
import org.esxsync.benchmark.measure.Usage;
import org.esxsync.benchmark.report.Results;
import org.esxsync.benchmark.report.Targets;
import org.esxsync.benchmark.samples.PatchSite;
import org.esxsync.benchmark.servers.BundledServer;
import org.esxsync.benchmark.servers.PlainServer;
import org.esxsync.benchmark.servers.WebServer;

/**
 * All that is done with one patch site: first syncs, syncs with little or nothing new, a server
 * that limits each connection and one that is far away.
 */
public final class SiteJobs {

    private static final long SEED = 2007;
    private static final int NEW_PATCHES = 5;
    private static final long RATE = 8_000_000;
    private static final long DELAY_MILLIS = 20;

    private static final String WGET = "wget + tar";
    private static final String CURL = "curl --parallel + md5sum + 2 tar";
    private static final String CURL_ONLY = "curl --parallel, nothing else";
    private static final String VERIFY = "verify";
    private static final String OPENSSL = "openssl dgst -sha256, 2 at a time";
    private static final String OPENSSL_DGST =
            "find \"$MIRROR\"/esx-3.0.1 -type f -print0"
                    + " | xargs -0 -P 2 -n 8 openssl dgst -sha256";
    private static final String ARIA = "aria2c -j8 --checksum + 2 tar";

    private final Settings settings;
    private final Results results;
    private final Targets targets;
    private final Path work;

    SiteJobs(Settings settings, Results results, Targets targets, Path work) {
        this.settings = settings;
        this.results = results;
        this.targets = targets;
        this.work = work;
    }

    void run() throws IOException, InterruptedException {
        Path files = work.resolve("files");
        PatchSite site =
                PatchSite.logNormal(
                        files,
                        settings.choose(120, 20),
                        settings.choose(715_000_000L, 60_000_000L),
                        SEED);
        String size = "%d patches, %.0f MB".formatted(site.ids().size(), site.bytes() / 1e6);
        try (WebServer server = PlainServer.start(files, work, 0)) {
            results.note("The site is served by %s.".formatted(server.name()));
            unlimited(site, server, size);
        }
        try (WebServer server = PlainServer.start(files, work, RATE)) {
            limited(server, "8 MB/s per connection: " + size);
        }
        try (WebServer server = new BundledServer(files, 0, DELAY_MILLIS)) {
            distant(server, "20 ms before each answer: " + size);
        }
        DirectoryTree.delete(work);
    }

    private void unlimited(PatchSite site, WebServer server, String size)
            throws IOException, InterruptedException {
        String first = "first sync: " + size;
        String nothing = "nothing new";
        String few = "%d of %d new".formatted(NEW_PATCHES, site.ids().size());
        List<Contender> contenders = contenders(server, Path.of("unlimited"));
        try {
            for (int round = 1; round <= settings.rounds(); round++) {
                empty(contenders);
                measure(first, contenders, server);
                if (round == 1) {
                    compare(contenders);
                }
                measure(nothing, contenders, server);
                verify(contenders);
                site.list(site.ids().size() - NEW_PATCHES);
                for (Contender contender : contenders) {
                    DirectoryTree.delete(contender.mirror());
                    contender.sync();
                }
                site.list(site.ids().size());
                measure(few, contenders, server);
                if (round == 1) {
                    compare(contenders);
                }
                Collections.rotate(contenders, 1);
            }
        } finally {
            close(contenders);
        }
        for (String own : List.of(OneShot.NAME, Resident.NAME)) {
            targets.ratio(first, own, CURL, 0.7);
            targets.ratio(first, own, WGET, 0.5);
        }
        targets.atMost(
                nothing,
                "requests",
                results.median(nothing, OneShot.NAME, Measurement::requests),
                2);
        targets.seconds(nothing, Resident.NAME, 0.05);
        targets.seconds(nothing, OneShot.NAME, 1);
        if (results.has(VERIFY, OPENSSL)) {
            targets.atLeast(
                    VERIFY,
                    "rate, × " + OPENSSL,
                    results.seconds(VERIFY, OPENSSL) / results.seconds(VERIFY, Resident.NAME),
                    0.8);
        }
    }

    /** Reads all that a contender has, with ESX Sync and with openssl. */
    private void verify(List<Contender> contenders) throws IOException, InterruptedException {
        for (Contender contender : contenders) {
            if (contender instanceof Resident resident) {
                Resident.Answer answer = resident.call("verify");
                Traffic read = new Traffic(0, answer.count());
                results.add(Measurement.of(VERIFY, Resident.NAME, answer.usage(), read));
                if (Programs.has("openssl")) {
                    Usage usage =
                            Usage.of(
                                    List.of("sh", "-c", OPENSSL_DGST),
                                    Map.of("MIRROR", resident.mirror().toString()),
                                    work);
                    results.add(Measurement.of(VERIFY, OPENSSL, usage, read));
                }
            }
        }
    }

    /** Without wget, whose time on one connection is the size divided by the rate. */
    private void limited(WebServer server, String job) throws IOException, InterruptedException {
        List<Contender> contenders = contenders(server, Path.of("limited"));
        contenders.removeIf(each -> each.name().equals(WGET) || each instanceof Resident);
        ScriptContender only =
                script(CURL_ONLY, "curl", server, Map.of("DOWNLOAD_ONLY", "1"), Path.of("only"));
        if (only.isPossible()) {
            contenders.add(only);
        }
        for (int round = 1; round <= Math.min(3, settings.rounds()); round++) {
            empty(contenders);
            measure(job, contenders, server);
            Collections.rotate(contenders, 1);
        }
        targets.ratio(job, OneShot.NAME, CURL_ONLY, 1.05);
        empty(contenders);
    }

    private void distant(WebServer server, String job) throws IOException, InterruptedException {
        results.note("Answers are delayed by " + server.name() + ".");
        List<Contender> contenders = contenders(server, Path.of("distant"));
        try {
            for (int round = 1; round <= Math.min(3, settings.rounds()); round++) {
                empty(contenders);
                measure(job, contenders, server);
                Collections.rotate(contenders, 1);
            }
        } finally {
            close(contenders);
        }
    }

    private List<Contender> contenders(WebServer server, Path place) throws IOException {
        Path home = Files.createDirectories(work.resolve(place));
        Conf conf = Conf.make(home.resolve("conf")).site(server.url());
        Conf running = Conf.make(home.resolve("running")).site(server.url());
        List<String> releases = List.of(PatchSite.RELEASE);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
                new OneShot(settings.distribution(), conf, home.resolve("one-shot"), releases, ""));
        contenders.add(
                Resident.start(
                        settings.distribution(), running, home.resolve("resident"), releases, ""));
        for (ScriptContender script :
                List.of(
                        script(WGET, "wget", server, Map.of(), place),
                        script(CURL, "curl", server, Map.of(), place),
                        script(ARIA, "aria2c", server, Map.of(), place))) {
            if (script.isPossible()) {
                contenders.add(script);
            } else {
                results.note(script.missing());
            }
        }
        return contenders;
    }

    private ScriptContender script(
            String name,
            String program,
            WebServer server,
            Map<String, String> environment,
            Path place) {
        return new ScriptContender(
                name,
                program,
                program + ".sh",
                server.url(),
                work.resolve(place).resolve(program),
                environment);
    }

    private void measure(String job, List<Contender> contenders, WebServer server)
            throws IOException, InterruptedException {
        for (Contender contender : contenders) {
            results.add(Round.measure(job, contender, server));
        }
    }

    private static void empty(List<Contender> contenders) throws IOException {
        for (Contender contender : contenders) {
            DirectoryTree.delete(contender.mirror());
        }
    }

    private static void compare(List<Contender> contenders) throws IOException {
        for (Contender contender : contenders.subList(1, contenders.size())) {
            SameTrees.require(contenders.get(0), contender);
        }
    }

    private static void close(List<Contender> contenders) throws IOException {
        for (Contender contender : contenders) {
            contender.close();
        }
    }
}
