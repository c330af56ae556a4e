package org.esxsync.benchmark.measure;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fetches files from a server and throws them away: a client that costs little, so that the server
 * is measured.
 *
 * @param url the server, without a slash at the end
 */
public record Downloads(String url) {

    private static final int BUFFER = 1 << 18;

    /**
     * Fetches each list of paths one after the other on a connection of its own, all lists at a
     * time.
     *
     * @return how many bytes of bodies came
     */
    public long fetch(List<List<String>> connections) throws IOException, InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(connections.size());
        try {
            List<Future<Long>> running = new ArrayList<>();
            for (List<String> paths : connections) {
                running.add(clients.submit(() -> fetchInTurn(paths)));
            }
            long bytes = 0;
            for (Future<Long> each : running) {
                bytes += each.get();
            }
            return bytes;
        } catch (ExecutionException e) {
            throw new IOException(url + ": " + e.getCause(), e);
        } finally {
            clients.shutdownNow();
        }
    }

    private long fetchInTurn(List<String> paths) throws IOException {
        URI server = URI.create(url);
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (Socket socket = new Socket(server.getHost(), server.getPort());
                InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER)) {
            socket.setTcpNoDelay(true);
            for (String path : paths) {
                String request = "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                bytes += answer(path, in, buffer);
            }
        }
        return bytes;
    }

    private static long answer(String path, InputStream in, byte[] buffer) throws IOException {
        String status = line(in);
        if (!status.contains(" 200 ")) {
            throw new IOException(path + ": " + status);
        }
        long length = -1;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(field.substring(field.indexOf(':') + 1).strip());
            }
        }
        if (length < 0) {
            throw new IOException(path + ": the answer has no length");
        }
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException(path + " was cut");
            }
            left -= count;
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new EOFException("the connection was closed");
            }
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }
}
