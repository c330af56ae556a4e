package org.esxsync.serve.machine;

import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorHealth.Level;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.PlainAnswer;

/** {@code /health}: the verdict of {@code status --check} for probes. */
public final class HealthDoor implements Door {

    private final RecentStatus recent;
    private final Supplier<JsonWriter> json;
    private final HiddenPaths hidden;

    HealthDoor(RecentStatus recent, Supplier<JsonWriter> json, HiddenPaths hidden) {
        this.recent = recent;
        this.json = json;
        this.hidden = hidden;
    }

    @Override
    public boolean answer(String path, Request request, Response response, Callback callback) {
        if (!path.equals("/health")) {
            return false;
        }
        if (!Door.isRead(request)) {
            PlainAnswer.notAllowed(request, response, callback);
            return true;
        }
        RecentStatus.Reading reading = recent.get();
        Level level = reading.health().level();
        boolean isFit = level == Level.HEALTHY || level == Level.WARNING;
        PlainAnswer.send(
                request,
                response,
                callback,
                isFit ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
                TextSender.JSON,
                hidden.in(json.get().health(reading.health(), reading.status()), request));
        return true;
    }
}
