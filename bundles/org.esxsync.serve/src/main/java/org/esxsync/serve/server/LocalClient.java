package org.esxsync.serve.server;

import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.server.Request;

/** Tells clients on this machine from others. */
public final class LocalClient {

    /** What proxies add, which stand on this machine for clients elsewhere. */
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private LocalClient() {}

    /** Whether a request comes from this machine, and no proxy has told that it hands it on. */
    public static boolean sends(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress()
                && OF_PROXIES.stream().noneMatch(request.getHeaders()::contains);
    }
}
