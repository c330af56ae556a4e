package org.esxsync.serve.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.serve.hosts.UnknownHostNameException;
import org.esxsync.serve.mirror.MirrorGoneException;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.PlainAnswer;

/** {@code /api/…}: what the commands that look print with {@code --json}. */
public final class ApiDoor implements Door {

    private static final String TOP = "/api/";
    private static final String DESCRIPTION = "openapi.json";

    /** An answer may read the whole ledger, and the other threads have files to serve. */
    private static final int AT_A_TIME = 8;

    private static final String RETRY_SECONDS = "2";
    private static final String RETRY_IF_GONE = "60";

    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final ApiAnswers answers;
    private final TextSender sender;
    private final HiddenPaths hidden;

    ApiDoor(ApiAnswers answers, TextSender sender, HiddenPaths hidden) {
        this.answers = answers;
        this.sender = sender;
        this.hidden = hidden;
    }

    @Override
    public boolean answer(String path, Request request, Response response, Callback callback)
            throws Exception {
        if (!path.startsWith(TOP)) {
            return false;
        }
        if (!Door.isRead(request)) {
            PlainAnswer.notAllowed(request, response, callback);
            return true;
        }
        if (!free.tryAcquire()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
            fail(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "too many ask at a time; try again",
                    request,
                    response,
                    callback);
            return true;
        }
        try {
            String what = path.substring(TOP.length());
            Optional<String> found =
                    what.equals(DESCRIPTION)
                            ? Optional.of(openApi())
                            : answers.text(what, request).map(each -> hidden.in(each, request));
            if (found.isPresent()) {
                sender.send(TextSender.JSON, found.get() + "\n", request, response, callback);
            } else {
                fail(
                        HttpStatus.NOT_FOUND_404,
                        "there is nothing here; /api/openapi.json says what there is",
                        request,
                        response,
                        callback);
            }
        } catch (MirrorGoneException e) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_IF_GONE);
            fail(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "no mirror is in its directory; mount its disk, or sync first",
                    request,
                    response,
                    callback);
        } catch (HostAnswers.RefusedException e) {
            if (e.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
                response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
            }
            fail(e.status(), String.valueOf(e.getMessage()), request, response, callback);
        } catch (UnknownPatchException | UnknownReleaseException | UnknownHostNameException e) {
            fail(
                    HttpStatus.NOT_FOUND_404,
                    String.valueOf(e.getMessage()),
                    request,
                    response,
                    callback);
        } catch (IllegalArgumentException e) {
            fail(
                    HttpStatus.BAD_REQUEST_400,
                    String.valueOf(e.getMessage()),
                    request,
                    response,
                    callback);
        } finally {
            free.release();
        }
        return true;
    }

    private static void fail(
            int status, String reason, Request request, Response response, Callback callback) {
        PlainAnswer.send(
                request,
                response,
                callback,
                status,
                TextSender.JSON,
                "{ \"error\": %s }\n".formatted(JsonText.quoted(reason)));
    }

    private static String openApi() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ApiDoor.class.getResourceAsStream("openapi.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
