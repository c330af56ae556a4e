package org.esxsync.serve.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.serve.content.Body;
import org.esxsync.serve.content.BytesBody;
import org.esxsync.serve.content.JoinedBody;
import org.esxsync.serve.content.Representation;
import org.esxsync.serve.http.ByteRange;
import org.esxsync.serve.http.Conditions;
import org.esxsync.serve.http.HttpDate;
import org.esxsync.serve.http.RangeField;
import org.esxsync.serve.http.Validators;
import org.jspecify.annotations.Nullable;

/** Answers a GET or HEAD request with what it asks for of a representation. */
public final class RepresentationSender {

    private static final RangeField WHOLE = new RangeField(RangeField.Kind.WHOLE, List.of());

    private final Clock clock;
    private final AtomicLong boundaries = new AtomicLong(System.nanoTime());

    public RepresentationSender(Clock clock) {
        this.clock = clock;
    }

    /** Sends it, and closes it in any case. */
    public void send(
            Representation representation, Request request, Response response, Callback callback) {
        Callback closing =
                Callback.from(
                        callback,
                        () -> {
                            try {
                                representation.close();
                            } catch (IOException e) {
                                // Nothing was written to it.
                            }
                        });
        try {
            HttpFields fields = request.getHeaders();
            Conditions conditions = new Conditions(name -> joined(fields, name), clock.instant());
            Validators current = representation.validators();
            switch (conditions.judge(current)) {
                case FAILED ->
                        PlainAnswer.send(
                                request, response, closing, HttpStatus.PRECONDITION_FAILED_412);
                case NOT_MODIFIED -> {
                    putValidators(response, current);
                    response.setStatus(HttpStatus.NOT_MODIFIED_304);
                    response.write(true, null, closing);
                }
                case PROCEED -> {
                    RangeField range = range(request, conditions, representation);
                    if (wouldJoin(range, conditions, representation)) {
                        PlainAnswer.send(
                                request,
                                response,
                                closing,
                                HttpStatus.PRECONDITION_FAILED_412,
                                "this may have been another file within the last day: fetch all of"
                                        + " it, or send If-Range");
                    } else {
                        sendParts(representation, range, request, response, closing);
                    }
                }
            }
        } catch (RuntimeException e) {
            closing.failed(e);
        }
    }

    private static @Nullable String joined(HttpFields fields, String name) {
        List<String> values = fields.getValuesList(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }

    /** Only a GET has ranges. */
    private static RangeField range(
            Request request, Conditions conditions, Representation representation) {
        String text = joined(request.getHeaders(), "Range");
        return text != null
                        && HttpMethod.GET.is(request.getMethod())
                        && conditions.allowRange(representation.validators())
                ? RangeField.parse(text, representation.body().length())
                : WHOLE;
    }

    /**
     * Whether a client may join parts of two states: it asks for the rest of what may have been
     * another, and does not say of which state it holds the beginning. The whole would not help it,
     * since wget leaves out as many bytes of that as it has.
     */
    private static boolean wouldJoin(
            RangeField range, Conditions conditions, Representation representation) {
        return !conditions.nameState()
                && range.ranges().stream().anyMatch(each -> each.first() > 0)
                && representation.mayHaveReplaced().getAsBoolean();
    }

    private static void putValidators(Response response, Validators validators) {
        HttpFields.Mutable headers = response.getHeaders();
        if (validators.tag() != null) {
            headers.put(HttpHeader.ETAG, validators.tag().toString());
        }
        headers.put(HttpHeader.LAST_MODIFIED, HttpDate.format(validators.modified()));
        // A cache asks each time: an index may be replaced at any time.
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
    }

    private void sendParts(
            Representation representation,
            RangeField range,
            Request request,
            Response response,
            Callback callback) {
        long length = representation.body().length();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
        if (range.kind() == RangeField.Kind.UNSATISFIABLE) {
            headers.put(HttpHeader.CONTENT_RANGE, "bytes */" + length);
            PlainAnswer.send(request, response, callback, HttpStatus.RANGE_NOT_SATISFIABLE_416);
            return;
        }
        putValidators(response, representation.validators());
        headers.put("X-Content-Type-Options", "nosniff");
        Body body = body(representation, range, response);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length());
        if (HttpMethod.HEAD.is(request.getMethod())) {
            response.write(true, null, callback);
        } else {
            new BodySender(body, request, response, callback).iterate();
        }
    }

    private Body body(Representation representation, RangeField range, Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        Body whole = representation.body();
        if (range.kind() == RangeField.Kind.WHOLE) {
            headers.put(HttpHeader.CONTENT_TYPE, representation.mediaType());
            return whole;
        }
        response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
        if (range.ranges().size() == 1) {
            ByteRange only = range.ranges().get(0);
            headers.put(HttpHeader.CONTENT_TYPE, representation.mediaType());
            headers.put(HttpHeader.CONTENT_RANGE, only.contentRange(whole.length()));
            return new JoinedBody.Builder()
                    .add(whole, only.first(), only.length())
                    .build(List.of());
        }
        String boundary = "esxsync%016x".formatted(boundaries.incrementAndGet());
        headers.put(HttpHeader.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
        return multipart(representation, range.ranges(), boundary);
    }

    private static Body multipart(
            Representation representation, List<ByteRange> ranges, String boundary) {
        JoinedBody.Builder joined = new JoinedBody.Builder();
        String before = "";
        for (ByteRange range : ranges) {
            String head =
                    "%s--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                            .formatted(
                                    before,
                                    boundary,
                                    representation.mediaType(),
                                    range.contentRange(representation.body().length()));
            joined.add(ascii(head));
            joined.add(representation.body(), range.first(), range.length());
            before = "\r\n";
        }
        joined.add(ascii("\r\n--%s--\r\n".formatted(boundary)));
        return joined.build(List.of());
    }

    private static Body ascii(String text) {
        return new BytesBody(text.getBytes(StandardCharsets.US_ASCII));
    }
}
