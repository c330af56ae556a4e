package org.esxsync.itests.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on plain sockets, which leaves every byte of an answer to the test. */
final class SocketServer implements AutoCloseable {

    /**
     * A request.
     *
     * @param target what stands in its first line
     * @param headers by their names in lower case
     */
    record Asked(String target, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** The first byte that is asked for; 0 where no part is. */
        long start() {
            String range = header("range");
            return range.isEmpty() ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-", "$1"));
        }
    }

    /** Answers one request. */
    @FunctionalInterface
    interface Answer {
        void write(Asked asked, Socket socket) throws IOException, InterruptedException;

        /** Whether the connection takes another request after it. */
        default boolean keepsOpen() {
            return false;
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Answer answer;
    private volatile ServerSocket listener;

    SocketServer(Answer answer) throws IOException {
        this.answer = answer;
        listener = listen(0);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Refuses connections until {@link #reopen}. */
    void refuse() throws IOException {
        listener.close();
    }

    /** Takes connections again, on the same port. */
    void reopen() throws IOException {
        listener = listen(port());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        threads.execute(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // closed: the loop ends
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String first;
            do {
                first = reader.readLine();
                if (first != null) {
                    Map<String, String> headers = headers(reader);
                    answer.write(new Asked(first.split(" ")[1], headers), socket);
                }
            } while (first != null && answer.keepsOpen());
        } catch (IOException e) {
            // the other side has gone, as it may
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> headers(BufferedReader reader) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = reader.readLine();
                line != null && !line.isEmpty();
                line = reader.readLine()) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        return headers;
    }
}
