package org.esxsync.benchmark.contenders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The only class of a bundle that is deployed into a running ESX Sync: reads calls from standard
 * input, one line each, and writes a line with how long each took and what came of it.
 */
public final class ResidentControl implements BundleActivator {

    /** What each line of an answer begins with. */
    static final String ANSWER = "benchmark: ";

    private static final long SERVICE_MILLIS = 10_000;

    @Override
    public void start(BundleContext context) {
        Thread thread = new Thread(() -> serve(context), "benchmark-control");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) {}

    private static void serve(BundleContext context) {
        ServiceTracker<PatchSync, PatchSync> syncs =
                new ServiceTracker<>(context, PatchSync.class, null);
        ServiceTracker<MirrorCatalogue, MirrorCatalogue> catalogues =
                new ServiceTracker<>(context, MirrorCatalogue.class, null);
        syncs.open();
        catalogues.open();
        BufferedReader calls =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            PatchSync sync = syncs.waitForService(SERVICE_MILLIS);
            MirrorCatalogue catalogue = catalogues.waitForService(SERVICE_MILLIS);
            System.out.println(ANSWER + "ready");
            for (String call = calls.readLine(); call != null; call = calls.readLine()) {
                answer(call.split(" "), sync, catalogue);
            }
        } catch (IOException | InterruptedException e) {
            System.out.println(ANSWER + "failed " + e);
        }
    }

    private static void answer(String[] call, PatchSync sync, MirrorCatalogue catalogue) {
        SyncRequest request =
                new SyncRequest(List.of(Arrays.copyOfRange(call, 1, call.length)), false);
        long start = System.nanoTime();
        String result;
        try {
            result =
                    switch (call[0]) {
                        case "sync" -> result(sync.sync(request, SyncListener.NONE));
                        case "plan" ->
                                "ok " + sync.plan(request, SyncListener.NONE).patches().size();
                        case "verify" -> result(sync.verify(request, VerifyListener.NONE));
                        case "patches" -> "ok " + catalogue.patches(call[1]).size();
                        case "releases" -> "ok " + catalogue.releases().size();
                        case "sources" -> "ok " + catalogue.sources().size();
                        case "status" -> "ok " + catalogue.status().sources().size();
                        default -> "failed: no such call: " + call[0];
                    };
        } catch (RuntimeException e) {
            result = "failed: " + e;
        }
        System.out.println(ANSWER + (System.nanoTime() - start) + " " + result);
    }

    private static String result(SyncReport report) {
        return report.status() == SyncReport.Status.DONE
                ? "ok " + report.outcomes().size()
                : "failed: " + report.problems() + report.failedSources();
    }

    private static String result(VerifyReport report) {
        return report.isWhole() ? "ok " + report.bytes() : "failed: " + report.findings();
    }
}
