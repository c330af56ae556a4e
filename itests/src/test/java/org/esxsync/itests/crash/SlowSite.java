package org.esxsync.itests.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.Tarball;

/** A VI3 patch site that sends slowly, lets downloads be resumed, and knows what it has sent. */
final class SlowSite implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final long PAUSE_MILLIS = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> sent = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile String doing = "start";

    SlowSite(int patches) throws IOException {
        StringBuilder index = new StringBuilder("<h2>Patches</h2><ul>");
        for (int i = 0; i < patches; i++) {
            String patch = "ESX-%d".formatted(8_000_000 + i);
            byte[] tarball = Tarball.of(patch).bytes();
            String page = "/doc/%s-patch.html".formatted(patch.replace("ESX", "esx"));
            files.put("/software/%s.tgz".formatted(patch), tarball);
            files.put(page, utf8(page(patch, Digests.md5(tarball))));
            index.append("<li><a href='%s'>a patch</a>".formatted(page));
        }
        files.put("/vi3_patches.html", utf8(index + "</ul>"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private static String page(String patch, String md5) {
        return """
        <html><head><title>VMware ESX Server 3.0.1, Patch %1$s</title></head><body>
        <p><b>Released 3/29/07</b></p><p><a href="/software/%1$s.tgz">Download Patch %1$s
        for VMware ESX Server 3.0.1</a><br>md5sum: %2$s</p></body></html>
        """
                .formatted(patch, md5);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    URI index() {
        return URI.create(
                "http://127.0.0.1:%d/vi3_patches.html".formatted(server.getAddress().getPort()));
    }

    /** What it was doing last. */
    String doing() {
        return doing;
    }

    /** Forgets what it has sent. */
    void forget() {
        sent.clear();
        doing = "start";
    }

    /** The bytes of a patch's tarball that were sent. */
    long sent(String patch) {
        return sent.getOrDefault("/software/" + patch + ".tgz", new AtomicLong()).get();
    }

    /** The bytes of tarballs that were sent more than once. */
    long sentTwice() {
        return sent.entrySet().stream()
                .mapToLong(each -> each.getValue().get() - files.get(each.getKey()).length)
                .filter(more -> more > 0)
                .sum();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = files.get(path);
            boolean tarball = path.endsWith(".tgz");
            doing = tarball ? "connect" : path.contains("/doc/") ? "page" : "index";
            String tag = "\"" + Digests.md5(body) + "\"";
            exchange.getResponseHeaders().add("ETag", tag);
            exchange.getResponseHeaders().add("Accept-Ranges", "bytes");
            int from = tarball ? start(exchange, tag) : 0;
            if (from > 0) {
                exchange.getResponseHeaders()
                        .add(
                                "Content-Range",
                                "bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length - from);
            if (tarball) {
                send(path, body, from, exchange.getResponseBody());
            } else {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static int start(HttpExchange exchange, String tag) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        boolean resumed = range != null && tag.equals(condition);
        return resumed ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    }

    private void send(String path, byte[] body, int from, OutputStream out) throws IOException {
        AtomicLong count = sent.computeIfAbsent(path, key -> new AtomicLong());
        for (int at = from; at < body.length; at += CHUNK) {
            int length = Math.min(CHUNK, body.length - at);
            out.write(body, at, length);
            out.flush();
            count.addAndGet(length);
            doing = at + length == body.length ? "last byte" : "mid-body";
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
