package org.esxsync.serve.page.work;

import java.time.Clock;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.serve.login.Login;
import org.esxsync.serve.login.Session;
import org.esxsync.serve.page.frame.PageSender;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.server.PlainAnswer;
import org.esxsync.serve.work.WorkDesk;
import org.jspecify.annotations.Nullable;

/** {@code /progress}: how work gets on, as server-sent events, for a number of viewers. */
public final class ProgressDoor {

    private static final int VIEWERS = 64;
    private static final String RETRY_SECONDS = "10";

    private final WorkDesk desk;
    private final Login login;
    private final Clock clock;
    private final Semaphore free = new Semaphore(VIEWERS);

    public ProgressDoor(WorkDesk desk, Login login, Clock clock) {
        this.desk = desk;
        this.login = login;
        this.clock = clock;
    }

    public void send(Visit visit, Response response, Callback callback) {
        Request request = visit.request();
        PageSender.protect(response);
        if (HttpMethod.HEAD.is(request.getMethod())) {
            PlainAnswer.send(request, response, callback, HttpStatus.OK_200);
            return;
        }
        if (!free.tryAcquire()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
            PlainAnswer.send(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        // Or else nginx keeps events back.
        response.getHeaders().put("X-Accel-Buffering", "no");
        Session session = visit.session();
        ProgressStream stream =
                new ProgressStream(
                        desk, () -> isWanted(session), free::release, response, callback, clock);
        // A server that ends tells of it here alone.
        request.addFailureListener(stream::failed);
        stream.tick();
    }

    private boolean isWanted(@Nullable Session session) {
        return session == null ? !login.hasAccount() : login.isOpen(session.id());
    }
}
