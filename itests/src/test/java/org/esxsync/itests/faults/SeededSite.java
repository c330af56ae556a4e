package org.esxsync.itests.faults;

import static org.esxsync.itests.faults.SocketServer.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.esxsync.itests.faults.SocketServer.Answer;
import org.esxsync.itests.faults.SocketServer.Asked;
import org.esxsync.itests.fixture.PatchPage;
import org.esxsync.itests.fixture.Tarball;

/**
 * A small patch site on connections that stay open, of which one answer is wrong until it heals. No
 * page tells a digest: nothing but the connection shows what belongs to what.
 */
final class SeededSite implements Answer, AutoCloseable {

    /** What the wrong answer does. */
    enum Fault {
        /** Behind it follows an answer to no request. */
        DESYNCHRONISED_CONNECTION,
        /** Behind it follow bytes that are no answer. */
        EXTRA_BYTES,
        /** It never comes. */
        SILENT_SERVER,
        /** A page of which nothing tells that it is cut off. */
        CLOSE_DELIMITED_PAGE
    }

    private static final int PATCHES = 4;
    private static final String INDEX = "/index.html";
    private static final String END = "</html>\n";

    private final Fault fault;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> contents = new TreeMap<>();
    private final String wrong;
    private final byte[] behind;
    private final double cut;
    private final SocketServer server;
    private volatile boolean well;

    /**
     * @param number no other site's: its patches are numbered by it
     * @param seed decides which answer is wrong
     */
    SeededSite(Fault fault, int number, long seed) throws IOException {
        this.fault = fault;
        Random random = new Random(seed);
        StringBuilder index = new StringBuilder("<html><body>");
        for (int i = 0; i < PATCHES; i++) {
            String patch = "ESX-" + (1_000_000 + number * PATCHES + i);
            PatchPage page = PatchPage.of(patch);
            contents.put(patch, "the content of " + patch);
            // half of them have a directory that tells whose it is
            String directory = random.nextBoolean() ? patch : "patch";
            files.put(page.path(), page.html().getBytes(StandardCharsets.UTF_8));
            files.put(page.tarball(), tarball(directory, contents.get(patch)));
            index.append("<a href='%s'>a patch</a>".formatted(page.path()));
        }
        files.put(INDEX, (index + END).getBytes(StandardCharsets.UTF_8));
        List<String> paths = new ArrayList<>(files.keySet());
        if (fault == Fault.CLOSE_DELIMITED_PAGE) {
            paths.removeIf(path -> path.endsWith(".tgz"));
        }
        wrong = paths.get(random.nextInt(paths.size()));
        behind = behind(fault, random);
        cut = random.nextDouble();
        server = new SocketServer(this);
    }

    URI index() {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), INDEX));
    }

    Fault fault() {
        return fault;
    }

    /** Which answer is wrong. */
    String wrong() {
        return wrong;
    }

    /** Answers right from now on. */
    void heal() {
        well = true;
    }

    /**
     * The patches that stand right in a release's directory.
     *
     * @throws AssertionError if one has another's content
     */
    List<String> published(Path release) throws IOException {
        List<String> right = new ArrayList<>();
        for (Map.Entry<String, String> patch : contents.entrySet()) {
            Path directory = release.resolve("2007-03-29-" + patch.getKey());
            if (Files.exists(directory)) {
                String content = Files.readString(directory.resolve("which"));
                if (!content.equals(patch.getValue())) {
                    throw new AssertionError(
                            "%s, %s wrong: %s has '%s'"
                                    .formatted(fault, wrong, patch.getKey(), content));
                }
                right.add(patch.getKey());
            }
        }
        return right;
    }

    List<String> patches() {
        return List.copyOf(contents.keySet());
    }

    @Override
    public boolean keepsOpen() {
        return true;
    }

    @Override
    public void write(Asked asked, Socket socket) throws IOException, InterruptedException {
        byte[] body = files.get(asked.target());
        OutputStream out = socket.getOutputStream();
        if (well || !asked.target().equals(wrong)) {
            out.write(answer(body));
            return;
        }
        switch (fault) {
            case SILENT_SERVER:
                new CountDownLatch(1).await();
                break;
            case CLOSE_DELIMITED_PAGE:
                out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"));
                out.write(bytes("Connection: close\r\n\r\n"));
                out.write(body, 0, (int) (cut * (body.length - END.length() + 1)));
                socket.close();
                break;
            default:
                out.write(join(answer(body), behind));
                break;
        }
    }

    private static byte[] behind(Fault fault, Random random) {
        if (fault == Fault.DESYNCHRONISED_CONNECTION) {
            return answer(tarball("patch", "nobody asked for this"));
        }
        byte[] extra = new byte[1 + random.nextInt(3000)];
        random.nextBytes(extra);
        return extra;
    }

    private static byte[] tarball(String directory, String content) {
        return new Tarball().file(directory + "/which", content).bytes();
    }

    private static byte[] answer(byte[] body) {
        return join(bytes("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n"), body);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
