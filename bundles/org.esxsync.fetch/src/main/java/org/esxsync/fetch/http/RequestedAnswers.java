package org.esxsync.fetch.http;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.esxsync.fetch.location.RetryableException;

/**
 * Sends a request on a connection only while nothing has come there: bytes behind an answer would
 * be taken for the answer to the next request, and each later one for that of its successor.
 */
final class RequestedAnswers extends HttpRequestExecutor {

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        if (isUsed(connection) && connection.isDataAvailable(AT_ONCE)) {
            throw new RetryableException(
                    "the server sent an answer to no request on this connection", Duration.ZERO);
        }
        return super.execute(request, connection, information, context);
    }

    /** On a new connection TLS may send what is no answer, and the look would wait for its end. */
    private static boolean isUsed(HttpClientConnection connection) {
        EndpointDetails details = connection.getEndpointDetails();
        return details == null || details.getRequestCount() > 0;
    }
}
