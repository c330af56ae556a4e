package org.esxsync.serve.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/**
 * Speaks HTTP as a test wants it, right or wrong.
 *
 * @param server where it listens
 */
public record RawHttp(URI server) {

    private static final int PATIENCE = 30_000;

    /** Connects, for requests that come in pieces. */
    public Socket connect() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    /** Sends bytes as they are, and reads until the server closes. */
    public byte[] exchange(byte[] request) throws IOException {
        try (Socket socket = connect()) {
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // It may refuse before it has read all.
            }
            return read(socket.getInputStream());
        }
    }

    /** What came before the connection was closed or reset. */
    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketException e) {
            // The rest was cut off.
        }
        return all.toByteArray();
    }

    /** Asks for a path, and closes the connection. */
    public Answer ask(String method, String path, String... fields) throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(server.getAuthority()).append("\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        return Answer.of(exchange(head.toString().getBytes(ISO_8859_1)));
    }
}
