package org.esxsync.serve.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.serve.hosts.UnknownHostNameException;
import org.esxsync.serve.mirror.RequestPath;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.PlainAnswer;
import org.jspecify.annotations.Nullable;

/** {@code /api/…}: what the commands that look print with {@code --json}. */
public final class ApiDoor implements Door {

    private static final String TOP = "/api/";
    private static final String DESCRIPTION = "openapi.json";
    private static final int MAX_EVENTS = 10_000;
    private static final String DEFAULT_EVENTS = "100";

    /** An answer may read the whole ledger, and the other threads have files to serve. */
    private static final int AT_A_TIME = 8;

    private static final String RETRY_SECONDS = "2";

    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final RecentStatus recent;
    private final Supplier<MirrorCatalogue> catalogue;
    private final Supplier<JsonWriter> json;
    private final TextSender sender;
    private final HiddenPaths hidden;
    private final HostAnswers hosts;

    ApiDoor(
            RecentStatus recent,
            Supplier<MirrorCatalogue> catalogue,
            Supplier<JsonWriter> json,
            TextSender sender,
            HiddenPaths hidden,
            HostAnswers hosts) {
        this.recent = recent;
        this.catalogue = catalogue;
        this.json = json;
        this.sender = sender;
        this.hidden = hidden;
        this.hosts = hosts;
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
                            : text(what, request).map(each -> hidden.in(each, request));
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
        } catch (IllegalArgumentException | DateTimeException e) {
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

    private Optional<String> text(String what, Request request) throws Exception {
        JsonWriter writer = json.get();
        return switch (what) {
            case "health" -> {
                RecentStatus.Reading reading = recent.get();
                yield Optional.of(writer.health(reading.health(), reading.status()));
            }
            case "status" -> Optional.of(writer.status(status()));
            case "releases" -> Optional.of(writer.releases(catalogue.get().releases()));
            case "sources" -> Optional.of(writer.sources(catalogue.get().sources()));
            case "patches" -> Optional.of(patches(parameter(request, "release")));
            case "history" ->
                    Optional.of(
                            writer.history(
                                    catalogue.get().history(limit(parameter(request, "limit")))));
            case "changes" -> Optional.of(changes(parameter(request, "since")));
            case "hosts", "host" -> hosts.text(what, parameter(request, "name"), json, request);
            default -> patch(what);
        };
    }

    /** As old as a probe's: to read it adds up all files of the mirror. */
    private MirrorStatus status() {
        RecentStatus.Reading reading = recent.get();
        MirrorStatus status = reading.status();
        if (status == null) {
            throw new EsxSyncException(
                    reading.health().findings().stream()
                            .map(MirrorHealth.Finding::text)
                            .collect(Collectors.joining("; ")));
        }
        return status;
    }

    private String patches(@Nullable String release) {
        return json.get()
                .patches(
                        release == null
                                ? catalogue.get().patches()
                                : catalogue.get().patches(release));
    }

    private String changes(@Nullable String since) {
        return json.get()
                .changes(
                        since == null
                                ? catalogue.get().lastChanges()
                                : catalogue.get().changesSince(Instant.parse(since)));
    }

    private Optional<String> patch(String what) {
        return RequestPath.parse("/" + what)
                .filter(path -> path.names().size() == 2 && !path.isDirectory())
                .filter(path -> path.names().get(0).equals("patches"))
                .map(path -> json.get().details(catalogue.get().show(path.names().get(1))));
    }

    private static int limit(@Nullable String text) {
        String limit = text == null ? DEFAULT_EVENTS : text;
        if (!limit.matches("[1-9]\\d{0,4}") || Integer.parseInt(limit) > MAX_EVENTS) {
            throw new IllegalArgumentException("limit is a number from 1 to " + MAX_EVENTS);
        }
        return Integer.parseInt(limit);
    }

    private static @Nullable String parameter(Request request, String name) throws Exception {
        return Request.extractQueryParameters(request).getValue(name);
    }

    private static String openApi() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ApiDoor.class.getResourceAsStream("openapi.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
