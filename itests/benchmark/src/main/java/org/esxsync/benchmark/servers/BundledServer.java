package org.esxsync.benchmark.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.benchmark.measure.Traffic;
import org.esxsync.benchmark.samples.GeneratedFile;

/**
 * Serves a directory, and streams that are made as they are sent, with a delay before each answer
 * and a limit of each connection's rate.
 */
public final class BundledServer implements WebServer {

    private static final int BUFFER = 1 << 16;

    static {
        // Otherwise the body of an answer waits for the client to have seen its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Path directory;
    private final long rate;
    private final long delayMillis;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, GeneratedFile> streams = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Starts it.
     *
     * @param rate the most bytes a second on each connection; 0 for no limit
     * @param delayMillis how long each answer waits
     */
    public BundledServer(Path directory, long rate, long delayMillis) throws IOException {
        this.directory = directory;
        this.rate = rate;
        this.delayMillis = delayMillis;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    /** Adds a stream at an absolute path. */
    public void add(String path, GeneratedFile file) {
        streams.put(path, file);
    }

    @Override
    public String name() {
        return "the bundled server";
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public Traffic traffic() {
        return new Traffic(requests.get(), bytes.get());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(delayMillis);
            String path = exchange.getRequestURI().getPath();
            GeneratedFile stream = streams.get(path);
            Path file = directory.resolve(path.substring(1)).normalize();
            if (stream != null) {
                exchange.sendResponseHeaders(200, stream.size());
                stream.write(exchange.getResponseBody());
                bytes.addAndGet(stream.size());
            } else if (file.startsWith(directory) && Files.isRegularFile(file)) {
                send(exchange, file);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Path file) throws IOException, InterruptedException {
        String modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC));
        long size = Files.size(file);
        String tag = "\"%x-%x\"".formatted(modified.hashCode(), size);
        exchange.getResponseHeaders().set("Last-Modified", modified);
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.getResponseHeaders()
                .set("Content-Type", file.toString().endsWith("html") ? "text/html" : "text/plain");
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                || modified.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"))) {
            exchange.sendResponseHeaders(304, -1);
        } else if (exchange.getRequestMethod().equals("HEAD") || size == 0) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, size);
            copy(file, exchange.getResponseBody());
        }
    }

    private void copy(Path file, OutputStream out) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long start = System.nanoTime();
        long sent = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                sent += n;
                bytes.addAndGet(n);
                if (rate > 0) {
                    long due = start + TimeUnit.SECONDS.toNanos(sent) / rate;
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
