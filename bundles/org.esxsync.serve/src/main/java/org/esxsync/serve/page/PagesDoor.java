package org.esxsync.serve.page;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.serve.hosts.HostDesk;
import org.esxsync.serve.hosts.UnknownHostNameException;
import org.esxsync.serve.login.Login;
import org.esxsync.serve.machine.RecentChanges;
import org.esxsync.serve.machine.RecentStatus;
import org.esxsync.serve.page.form.FormDesk;
import org.esxsync.serve.page.form.LoginPage;
import org.esxsync.serve.page.frame.DepotUse;
import org.esxsync.serve.page.frame.PageSender;
import org.esxsync.serve.page.frame.ProblemPage;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.hosts.HostPage;
import org.esxsync.serve.page.hosts.HostsPage;
import org.esxsync.serve.page.mirror.HistoryPage;
import org.esxsync.serve.page.mirror.OverviewPage;
import org.esxsync.serve.page.mirror.PatchPage;
import org.esxsync.serve.page.mirror.PatchesPage;
import org.esxsync.serve.page.recent.RecentOverview;
import org.esxsync.serve.page.recent.RecentPatches;
import org.esxsync.serve.page.work.ProgressDoor;
import org.esxsync.serve.page.work.WorkPage;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.PlainAnswer;
import org.esxsync.serve.work.WorkDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages for people. Where an account is configured, they are for who has logged in. */
public final class PagesDoor implements Door {

    private static final Logger LOG = LoggerFactory.getLogger(PagesDoor.class);

    private static final Set<String> PAGES =
            Set.of(
                    "/",
                    "/patches",
                    "/patch",
                    "/hosts",
                    "/host",
                    "/history",
                    "/sync",
                    "/progress",
                    "/login");

    private static final Set<String> FORMS = Set.of("/sync", "/verify", "/login", "/logout");

    /** A page may read the whole ledger, and the other threads have files to serve. */
    private static final int AT_A_TIME = 8;

    private static final int FORM_BYTES = 8192;
    private static final int FORM_FIELDS = 10;
    private static final int LONGEST = 400;
    private static final String RETRY_SECONDS = "5";

    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final Login login;
    private final Clock clock;
    private final StaticFiles files;
    private final RecentPatches recentPatches;
    private final OverviewPage overview;
    private final PatchesPage patches;
    private final PatchPage patch;
    private final HostDesk hostDesk;
    private final HostsPage hosts;
    private final HostPage host;
    private final HistoryPage history;
    private final WorkPage work;
    private final ProgressDoor progress;
    private final FormDesk forms;

    public PagesDoor(
            Supplier<MirrorCatalogue> catalogue,
            PublishedMirror mirror,
            RecentStatus status,
            RecentChanges changes,
            Login login,
            WorkDesk desk,
            HostDesk hostDesk,
            Clock clock) {
        this.login = login;
        this.clock = clock;
        this.files = new StaticFiles(clock);
        DepotUse depots = new DepotUse(mirror);
        this.recentPatches = new RecentPatches(catalogue, clock);
        this.overview =
                new OverviewPage(
                        status,
                        new RecentOverview(catalogue, mirror, depots, clock),
                        changes,
                        desk);
        this.patches = new PatchesPage(recentPatches, depots);
        this.patch = new PatchPage(catalogue, depots);
        this.hostDesk = hostDesk;
        this.hosts = new HostsPage(hostDesk);
        this.host = new HostPage(hostDesk);
        this.history = new HistoryPage(catalogue);
        this.work = new WorkPage(desk, status);
        this.progress = new ProgressDoor(desk, login, clock);
        this.forms = new FormDesk(login, desk);
    }

    /** Whether a request is of somebody who has logged in. */
    public static boolean isLoggedIn(Login login, Request request) {
        return login.session(Visit.cookie(request)).isPresent();
    }

    @Override
    public boolean answer(String path, Request request, Response response, Callback callback)
            throws Exception {
        if (files.has(path) && Door.isRead(request)) {
            files.send(path, request, response, callback);
        } else if (PAGES.contains(path) && Door.isRead(request)) {
            read(visit(path, request), response, callback);
        } else if (FORMS.contains(path) && HttpMethod.POST.is(request.getMethod())) {
            post(visit(path, request), response, callback);
        } else if (files.has(path) || PAGES.contains(path) || FORMS.contains(path)) {
            notAllowed(path, request, response, callback);
        } else {
            return false;
        }
        return true;
    }

    private static void notAllowed(
            String path, Request request, Response response, Callback callback) {
        boolean isRead = !FORMS.contains(path) || PAGES.contains(path);
        String reading = isRead ? "GET, HEAD" : "";
        String writing = FORMS.contains(path) ? "POST" : "";
        response.getHeaders()
                .put(
                        HttpHeader.ALLOW,
                        reading + (reading.isEmpty() || writing.isEmpty() ? "" : ", ") + writing);
        PlainAnswer.send(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
    }

    private Visit visit(String path, Request request) {
        return new Visit(
                request,
                path,
                query(request),
                login.hasAccount(),
                login.session(Visit.cookie(request)).orElse(null),
                hostDesk.isThere(),
                clock.instant());
    }

    /** What is no query asks for nothing. */
    private static Fields query(Request request) {
        try {
            return Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            LOG.debug("a query that cannot be read", e);
            return new Fields();
        }
    }

    private void read(Visit visit, Response response, Callback callback) {
        Request request = visit.request();
        if (visit.path().equals("/login")) {
            if (login.hasAccount() && visit.session() == null) {
                String next = LoginPage.next(visit.whole("next"));
                PageSender.send(
                        request,
                        response,
                        callback,
                        HttpStatus.OK_200,
                        LoginPage.html(visit, "", next));
            } else {
                PageSender.lead(request, response, callback, "./");
            }
        } else if (login.hasAccount() && visit.session() == null) {
            if (visit.path().equals("/progress")) {
                PlainAnswer.send(request, response, callback, HttpStatus.FORBIDDEN_403);
            } else {
                PageSender.lead(request, response, callback, "login" + next(visit));
            }
        } else if (visit.path().equals("/progress")) {
            progress.send(visit, response, callback);
        } else if (visit.path().startsWith("/host") && !visit.hasHosts()) {
            ProblemPage.send(
                    visit,
                    response,
                    callback,
                    HttpStatus.NOT_FOUND_404,
                    "No bundle judges hosts; install org.esxsync.compliance.");
        } else {
            readPage(visit, response, callback);
        }
    }

    private static String next(Visit visit) {
        String query = visit.request().getHttpURI().getQuery();
        String next =
                LoginPage.next(visit.path().substring(1) + (query == null ? "" : "?" + query));
        return next.isEmpty() ? "" : "?next=" + Visit.encoded(next);
    }

    private void readPage(Visit visit, Response response, Callback callback) {
        if (!free.tryAcquire()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
            ProblemPage.send(
                    visit,
                    response,
                    callback,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "Too many pages are asked for at a time; try again.");
            return;
        }
        String page;
        try {
            page =
                    switch (visit.path()) {
                        case "/patches" -> patches.html(visit);
                        case "/patch" -> patch.html(visit);
                        case "/hosts" -> hosts.html(visit);
                        case "/host" -> host.html(visit);
                        case "/history" -> history.html(visit);
                        case "/sync" -> work.html(visit);
                        default -> overview.html(visit);
                    };
        } catch (UnknownPatchException e) {
            ProblemPage.send(
                    visit,
                    response,
                    callback,
                    HttpStatus.NOT_FOUND_404,
                    "No source has listed this patch.");
            return;
        } catch (UnknownHostNameException e) {
            ProblemPage.send(
                    visit,
                    response,
                    callback,
                    HttpStatus.NOT_FOUND_404,
                    "No host of this name is kept.");
            return;
        } catch (EsxSyncException e) {
            LOG.warn("{} cannot be shown: {}", visit.path(), e.getMessage());
            ProblemPage.send(
                    visit,
                    response,
                    callback,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    OneLine.of(String.valueOf(e.getMessage()), LONGEST));
            return;
        } finally {
            free.release();
        }
        PageSender.send(visit.request(), response, callback, HttpStatus.OK_200, page);
    }

    /** A form comes when it comes: no thread waits for it. */
    private void post(Visit visit, Response response, Callback callback) {
        Request request = visit.request();
        String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        if (!login.hasAccount() || visit.isFromOtherSite()) {
            ProblemPage.send(
                    visit,
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    "This comes from no page of this server, or nobody may log in here.");
        } else if (!type.startsWith("application/x-www-form-urlencoded")) {
            PlainAnswer.send(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
        } else if (request.getLength() > FORM_BYTES) {
            PlainAnswer.send(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        } else {
            FormFields.onFields(
                    request,
                    StandardCharsets.UTF_8,
                    FORM_FIELDS,
                    FORM_BYTES,
                    Promise.Invocable.from(
                            Invocable.InvocationType.BLOCKING,
                            fields -> posted(visit, fields, response, callback),
                            failure ->
                                    PlainAnswer.send(
                                            request,
                                            response,
                                            callback,
                                            HttpStatus.BAD_REQUEST_400)));
        }
    }

    private void posted(Visit visit, Fields fields, Response response, Callback callback) {
        try {
            forms.take(visit, fields, response, callback);
        } catch (RuntimeException e) {
            callback.failed(e);
        }
    }

    @Override
    public void tidy() {
        recentPatches.tidy();
    }
}
