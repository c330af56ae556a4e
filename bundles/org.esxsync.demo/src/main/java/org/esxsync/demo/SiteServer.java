package org.esxsync.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves files from memory on loopback, with validators and ranges. */
final class SiteServer {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");
    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService workers;
    private final Function<String, byte @Nullable []> files;

    private SiteServer(
            HttpServer server, ExecutorService workers, Function<String, byte @Nullable []> files) {
        this.server = server;
        this.workers = workers;
        this.files = files;
    }

    /**
     * @param files gives the file at an absolute path of the site, or null if there is none
     */
    static SiteServer start(Function<String, byte @Nullable []> files) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        SiteServer site =
                new SiteServer(
                        HttpServer.create(anyPort, 0),
                        Executors.newFixedThreadPool(THREADS, SiteServer::daemon),
                        files);
        site.server.createContext("/", site::answer);
        site.server.setExecutor(site.workers);
        startAsDaemon(site.server);
        return site;
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // On a connection that stays open, the server's small writes wait 40 ms each
            exchange.getResponseHeaders().set("Connection", "close");
            byte[] file = files.apply(exchange.getRequestURI().getPath());
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String tag = '"' + Sums.sha256(file).substring(0, 16) + '"';
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type(exchange));
            sendRange(exchange, file, tag);
        }
    }

    /** Sends what was asked for: all, or the rest of the version at hand. */
    private static void sendRange(HttpExchange exchange, byte[] file, String tag)
            throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String version = exchange.getRequestHeaders().getFirst("If-Range");
        Matcher wanted = RANGE.matcher(range == null ? "" : range);
        if (!wanted.matches() || version != null && !version.equals(tag)) {
            send(exchange, 200, file);
            return;
        }
        long from = Long.parseLong(wanted.group(1));
        long to = wanted.group(2) == null ? file.length - 1 : Long.parseLong(wanted.group(2));
        to = Math.min(to, file.length - 1);
        if (from > to) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes %s-%s/%s".formatted(from, to, file.length));
        send(exchange, 206, Arrays.copyOfRange(file, (int) from, (int) to + 1));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String type(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.endsWith(".tgz") ? "application/x-gzip" : "text/html; charset=UTF-8";
    }

    /** The server's own thread takes after the one that starts it. */
    private static void startAsDaemon(HttpServer server) {
        Thread starter = daemon(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "esxsync-demo");
        thread.setDaemon(true);
        return thread;
    }
}
