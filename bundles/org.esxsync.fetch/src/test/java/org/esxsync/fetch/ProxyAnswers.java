package org.esxsync.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.esxsync.fetch.LoopbackServer.Answer;

/** Answers of proxies, and of sites that ask who we are. */
final class ProxyAnswers {

    private ProxyAnswers() {}

    /** Asks for user and password, as a proxy or as a site. */
    static Answer basic(String kind, int code, String userAndPassword, Answer then) {
        boolean proxy = kind.startsWith("Proxy");
        String header = proxy ? "proxy-authorization" : "authorization";
        String challenge = (proxy ? "Proxy" : "WWW") + "-Authenticate: Basic realm=\"r\"";
        String right =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
        return (asked, socket) ->
                (asked.header(header).equals(right) ? then : LoopbackServer.status(code, challenge))
                        .write(asked, socket);
    }

    /** Connects the client to the site, as a proxy does for https. */
    static Answer tunnelTo(int port) {
        return (asked, socket) -> {
            socket.getOutputStream().write(LoopbackServer.bytes("HTTP/1.1 200 Connected\r\n\r\n"));
            try (Socket site = new Socket("127.0.0.1", port)) {
                Thread back = new Thread(() -> copy(site, socket));
                back.setDaemon(true);
                back.start();
                copy(socket, site);
            }
            return false;
        };
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // one side closed: the tunnel ends
        }
    }
}
