package org.esxsync.itests.faults;

import static org.esxsync.itests.faults.SocketServer.bytes;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.esxsync.itests.faults.SocketServer.Answer;
import org.esxsync.itests.faults.SocketServer.Asked;
import org.esxsync.itests.fixture.PatchPage;

/** A VI3 patch site whose pages are right and whose tarballs are sent as a test wants them. */
final class FaultySite implements AutoCloseable {

    private static final String INDEX = "/download/vi/vi3_patches.html";

    private final Map<String, PatchPage> pages = new ConcurrentSkipListMap<>();
    private final Map<String, Answer> tarballs = new ConcurrentHashMap<>();
    private final SocketServer server = new SocketServer(this::answer);

    FaultySite() throws IOException {}

    /** The address to configure. */
    URI index() {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), INDEX));
    }

    SocketServer server() {
        return server;
    }

    /** Lists a patch, or changes its page and its tarball from now on. */
    void put(PatchPage page, Answer tarball) {
        tarballs.put(page.tarball(), tarball);
        pages.put(page.path(), page);
    }

    private void answer(Asked asked, Socket socket) throws IOException, InterruptedException {
        Answer tarball = tarballs.get(asked.target());
        if (tarball != null) {
            tarball.write(asked, socket);
        } else {
            page(asked.target(), socket);
        }
    }

    private void page(String path, Socket socket) throws IOException {
        String html = path.equals(INDEX) ? indexPage() : pages.get(path).html();
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(head("200 OK", "Content-Length: " + body.length));
        socket.getOutputStream().write(body);
    }

    static byte[] head(String status, String... headers) {
        return bytes(
                "HTTP/1.1 %s\r\nConnection: close\r\n%s\r\n\r\n"
                        .formatted(status, String.join("\r\n", headers)));
    }

    private String indexPage() {
        return pages.keySet().stream()
                .map("<li><a href='%s'>a patch</a>\n"::formatted)
                .collect(Collectors.joining("", "<h2>Patches</h2><ul>\n", "</ul>"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
