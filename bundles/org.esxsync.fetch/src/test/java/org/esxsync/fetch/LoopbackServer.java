package org.esxsync.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that leaves every byte of its answers to the test. */
public final class LoopbackServer implements AutoCloseable {

    /** A request's first line and headers; header names in lower case. */
    record Asked(String method, String target, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Answers one request. The connection is closed after an exception or on request. */
    @FunctionalInterface
    interface Answer {
        /**
         * @return whether the connection stays open for another request
         */
        boolean write(Asked asked, Socket socket) throws IOException;
    }

    private final ServerSocket listener;
    private final ExecutorService threads;
    private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final List<Asked> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer;

    LoopbackServer(Answer answer) {
        this(plainSocket(), answer);
    }

    LoopbackServer(ServerSocket listener, Answer answer) {
        this.listener = listener;
        this.answer = answer;
        threads =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread = new Thread(task, "loopback-server");
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.execute(this::accept);
    }

    /** Answers that a plain, well-behaved server gives, without ranges. */
    static Answer ok(byte[] body, String... headers) {
        return (asked, socket) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
            head.append("Content-Length: ").append(body.length).append("\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            OutputStream out = socket.getOutputStream();
            out.write(bytes(head.append("\r\n").toString()));
            out.write(body);
            out.flush();
            return true;
        };
    }

    static Answer status(int code, String... headers) {
        return (asked, socket) -> {
            String head =
                    "HTTP/1.1 %d Status\r\nContent-Length: 0\r\n%s\r\n"
                            .formatted(
                                    code,
                                    headers.length == 0
                                            ? ""
                                            : String.join("\r\n", headers) + "\r\n");
            socket.getOutputStream().write(bytes(head));
            return true;
        };
    }

    /** One answer after the other; the last one for ever. */
    static Answer inTurn(Answer... answers) {
        Iterator<Answer> rest = List.of(answers).iterator();
        Answer last = answers[answers.length - 1];
        return (asked, socket) -> {
            Answer next;
            synchronized (rest) {
                next = rest.hasNext() ? rest.next() : last;
            }
            return next.write(asked, socket);
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    void answer(Answer newAnswer) {
        answer = newAnswer;
    }

    URI at(String path) {
        return at("http", path);
    }

    URI at(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** All requests so far, in order. */
    List<Asked> requests() {
        return requests;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private static ServerSocket plainSocket() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Asked asked = read(in); asked != null; asked = read(in)) {
                requests.add(asked);
                if (!answer.write(asked, socket)) {
                    return;
                }
            }
        } catch (IOException e) {
            return;
        } finally {
            sockets.remove(socket);
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] parts = first.split(" ");
        return new Asked(parts[0], parts[1], headers);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
