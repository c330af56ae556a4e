package org.esxsync.source.depot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves files from memory on loopback, with an ETag for each content. */
final class LoopbackSite implements AutoCloseable {

    static {
        // else each small answer waits 40 ms for the kernel to send it
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    final Map<String, String> redirects = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    LoopbackSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    LoopbackSite put(String path, String content) {
        return put(path, SampleBundle.bytes(content));
    }

    LoopbackSite put(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Serves a whole bundle below a path. */
    LoopbackSite put(String path, SampleBundle bundle) {
        bundle.files().forEach((name, content) -> put(path + name, content));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] content = files.get(path);
        String etag = content == null ? "" : '"' + SampleBundle.sha256(content) + '"';
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        try (exchange) {
            if (redirects.containsKey(path)) {
                requests.add(path + " 302");
                exchange.getResponseHeaders().set("Location", redirects.get(path));
                exchange.sendResponseHeaders(302, -1);
            } else if (statuses.containsKey(path)) {
                requests.add(path + " " + statuses.get(path));
                exchange.sendResponseHeaders(statuses.get(path), -1);
            } else if (content == null) {
                requests.add(path + " 404");
                exchange.sendResponseHeaders(404, -1);
            } else if (etag.equals(known)) {
                requests.add(path + " 304");
                exchange.getResponseHeaders().set("ETag", etag);
                exchange.sendResponseHeaders(304, -1);
            } else {
                requests.add(path + " 200");
                exchange.getResponseHeaders().set("ETag", etag);
                exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
