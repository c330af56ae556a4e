package org.esxsync.serve.machine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.serve.content.BytesBody;
import org.esxsync.serve.content.Representation;
import org.esxsync.serve.http.Sha256;
import org.esxsync.serve.http.Validators;
import org.esxsync.serve.server.RepresentationSender;

/**
 * Sends texts that are made for a request, each with a tag, so that a client which has it already
 * gets 304.
 *
 * @param sender sends them
 * @param clock tells when they are made
 */
record TextSender(RepresentationSender sender, Clock clock) {

    static final String JSON = "application/json; charset=utf-8";

    void send(
            String mediaType, String text, Request request, Response response, Callback callback) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Validators validators = new Validators(Sha256.tag(bytes), clock.instant());
        sender.send(
                Representation.passing(new BytesBody(bytes), mediaType, validators),
                request,
                response,
                callback);
    }
}
