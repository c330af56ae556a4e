package org.esxsync.serve.page.form;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.esxsync.serve.login.Login;
import org.esxsync.serve.login.Session;
import org.esxsync.serve.page.frame.PageSender;
import org.esxsync.serve.page.frame.ProblemPage;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;
import org.esxsync.serve.work.WorkDesk;
import org.esxsync.serve.work.WorkState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a form asks for. */
public final class FormDesk {

    private static final Logger LOG = LoggerFactory.getLogger(FormDesk.class);

    private static final String RETRY_SECONDS = "900";

    private final Login login;
    private final WorkDesk desk;

    public FormDesk(Login login, WorkDesk desk) {
        this.login = login;
        this.desk = desk;
    }

    public void take(Visit visit, Fields fields, Response response, Callback callback) {
        Request request = visit.request();
        if (visit.path().equals("/login")) {
            logIn(visit, fields, response, callback);
            return;
        }
        Session session = visit.session();
        if (session == null) {
            PageSender.lead(request, response, callback, "login");
            return;
        }
        if (!isOurs(session, fields)) {
            ProblemPage.send(
                    visit,
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    "This form is too old, or comes from elsewhere; load the page again.");
            return;
        }
        switch (visit.path()) {
            case "/logout" -> {
                login.logOut(session);
                putCookie(visit, response, "", 0);
                PageSender.lead(request, response, callback, "login");
            }
            case "/verify" -> start(WorkState.Kind.VERIFICATION, visit, response, callback);
            default -> start(WorkState.Kind.SYNC, visit, response, callback);
        }
    }

    /** Where something runs already, the page shows that. */
    private void start(WorkState.Kind kind, Visit visit, Response response, Callback callback) {
        if (desk.start(kind)) {
            LOG.info("A {} was started by the pages", Words.of(kind).toLowerCase(Locale.ROOT));
        }
        PageSender.lead(visit.request(), response, callback, "sync");
    }

    private static boolean isOurs(Session session, Fields fields) {
        String token = Objects.requireNonNullElse(fields.getValue("token"), "");
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8),
                session.token().getBytes(StandardCharsets.UTF_8));
    }

    private void logIn(Visit visit, Fields fields, Response response, Callback callback) {
        Request request = visit.request();
        String next = LoginPage.next(Objects.requireNonNullElse(fields.getValue("next"), ""));
        if (!visit.isPrivate()) {
            LOG.warn("A login from {} was refused: it came by plain HTTP", host(visit));
            PageSender.send(
                    request,
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    LoginPage.html(visit, "", next));
            return;
        }
        Login.Attempt attempt =
                login.attempt(
                        visit.address(),
                        Objects.requireNonNullElse(fields.getValue("user"), ""),
                        Objects.requireNonNullElse(fields.getValue("password"), ""));
        Session session = attempt.session();
        if (session != null) {
            putCookie(visit, response, session.id(), -1);
            PageSender.lead(request, response, callback, "./" + next);
            return;
        }
        LOG.warn("A login from {} failed", host(visit));
        boolean isLimited = attempt.outcome() == Login.Outcome.TOO_MANY;
        if (isLimited) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        }
        PageSender.send(
                request,
                response,
                callback,
                isLimited ? HttpStatus.TOO_MANY_REQUESTS_429 : HttpStatus.FORBIDDEN_403,
                LoginPage.html(
                        visit,
                        isLimited
                                ? "Too many attempts have failed; wait 15 minutes."
                                : "The user or the password is wrong.",
                        next));
    }

    private static String host(Visit visit) {
        return visit.address().getHostAddress();
    }

    /**
     * @param age its seconds; 0 to forget it, -1 for as long as the browser runs
     */
    private static void putCookie(Visit visit, Response response, String value, long age) {
        Response.putCookie(
                response,
                HttpCookie.build(Visit.COOKIE, value)
                        .path(visit.base())
                        .httpOnly(true)
                        .secure(visit.isEncrypted())
                        .sameSite(HttpCookie.SameSite.STRICT)
                        .maxAge(age)
                        .build());
    }
}
