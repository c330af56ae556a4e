package org.esxsync.serve.machine;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.serve.machine.HostAnswers.RefusedException;

/**
 * What the API tells of the next sync. It reads the sources, which is work for them and for us, so
 * that not everybody may have it done, and one at a time.
 */
final class PlanAnswers {

    private final Supplier<MirrorCatalogue> catalogue;
    private final Supplier<PatchSync> sync;
    private final Predicate<Request> mayAsk;
    private final Semaphore free = new Semaphore(1);

    /**
     * @param mayAsk who may have the sources read
     */
    PlanAnswers(
            Supplier<MirrorCatalogue> catalogue,
            Supplier<PatchSync> sync,
            Predicate<Request> mayAsk) {
        this.catalogue = catalogue;
        this.sync = sync;
        this.mayAsk = mayAsk;
    }

    /**
     * As {@code plan --json} prints it.
     *
     * @param releases with blanks between them; empty for those that are configured
     * @throws RefusedException if the request is from somebody else, no source is configured, so
     *     that nothing is planned, or another is being answered
     */
    String text(String releases, JsonWriter json, Request request) {
        if (!mayAsk.test(request)) {
            throw new RefusedException(
                    HttpStatus.FORBIDDEN_403,
                    "a plan reads the sources; it is made for who has logged in, and on this"
                            + " machine");
        }
        if (catalogue.get().sources().isEmpty()) {
            throw new RefusedException(
                    HttpStatus.NOT_FOUND_404, "no source is configured; run 'esxsync add' first");
        }
        if (!free.tryAcquire()) {
            throw new RefusedException(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "another plan is being made; ask again in a moment");
        }
        try {
            List<String> wanted =
                    Arrays.stream(releases.split("\\s+")).filter(each -> !each.isEmpty()).toList();
            return json.plan(sync.get().plan(new SyncRequest(wanted, false), SyncListener.NONE));
        } finally {
            free.release();
        }
    }
}
