package org.esxsync.serve.server;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Says of what Jetty refuses no more than the status: nothing of the request, nothing of us. */
final class PlainErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        PlainAnswer.send(request, response, callback, response.getStatus());
        return true;
    }
}
