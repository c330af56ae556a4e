package org.esxsync.itests.faults;

import static org.esxsync.itests.faults.SocketServer.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import org.esxsync.itests.faults.SocketServer.Asked;

/**
 * A proxy that wants a password, and behind it a depot that wants a token in its path and sends
 * whoever asks for a VIB on to a host that wants a password of its own.
 */
final class VendorProxy implements AutoCloseable {

    static final String USER = "esxsync";
    static final String PROXY_PASSWORD = "Pr0xy:p%40ss-4711";
    static final String HOST_PASSWORD = "H0st:p@ss-4712";
    static final String TOKEN = "Tok3n-4713_abcdefgh";
    static final String SIGNATURE = "S1gned-4714";
    static final String DEPOT_HOST = "dl.broadcom.com";
    static final String FILE_HOST = "files.vmware.com";
    static final String COMPANY_HOST = "depot.company.example";
    static final String COMPANY_PATH = "/broadcom";

    private static final String OTHER_HOST = "other.vmware.com";
    private static final String DEPOT_PATH = "/" + TOKEN + "/PROD/";
    private static final String FILE_PATH = "/store/";

    private final Path depot;
    private final SocketServer server = new SocketServer(this::answer);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile String vibStatus = "200 OK";
    private volatile String refusal = "";
    private volatile String refusalText = "";
    private volatile boolean sendsOn;
    private volatile boolean repeats;

    /**
     * @param depot the directory of the depot
     */
    VendorProxy(Path depot) throws IOException {
        this.depot = depot;
    }

    int port() {
        return server.port();
    }

    /** Answers so whoever asks for a VIB from now on. */
    void answerVibs(String status) {
        vibStatus = status;
    }

    /** Refuses whoever asks for anything of the depot from now on. */
    void refuseDepot(String status, String text) {
        refusalText = text;
        refusal = status;
    }

    /** Answers again, and knows the token. */
    void admit() {
        refusal = "";
    }

    /** Sends whoever asks the depot on to another host, with the token, from now on. */
    void sendOn() {
        sendsOn = true;
    }

    /** Gives, in place of each zip, a page that repeats what was asked for. */
    void repeatInPlaceOfZips() {
        repeats = true;
    }

    /** Waits until a VIB is asked for, which is not given until {@link #open}. */
    void awaitVib() throws InterruptedException {
        asked.await();
    }

    void open() {
        open.countDown();
    }

    static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private void answer(Asked request, Socket socket) throws IOException, InterruptedException {
        URI target = URI.create(request.target());
        OutputStream out = socket.getOutputStream();
        if (!request.header("proxy-authorization").equals(basic(USER, PROXY_PASSWORD))) {
            refuse(out, "407 Proxy Authentication Required", "Proxy-Authenticate");
        } else if (DEPOT_HOST.equals(target.getHost())) {
            depot(target.getPath(), out);
        } else if (COMPANY_HOST.equals(target.getHost())) {
            depot(target.getPath().substring(COMPANY_PATH.length()), out);
        } else if (OTHER_HOST.equals(target.getHost())) {
            give(target.getPath().substring(DEPOT_PATH.length()), "200 OK", out);
        } else if (request.header("authorization").equals(basic(USER, HOST_PASSWORD))) {
            asked.countDown();
            open.await();
            give(target.getPath().substring(FILE_PATH.length()), vibStatus, out);
        } else {
            refuse(out, "401 Unauthorized", "WWW-Authenticate");
        }
    }

    private void depot(String path, OutputStream out) throws IOException {
        if (!refusal.isEmpty()) {
            byte[] body = bytes(refusalText);
            out.write(FaultySite.head(refusal, "Content-Length: " + body.length));
            out.write(body);
        } else if (!path.startsWith(DEPOT_PATH)) {
            refuse(out, "403 Forbidden", "X-Reason");
        } else if (repeats && path.endsWith(".zip")) {
            byte[] body = bytes("<html>Ask us for http://%s%s</html>".formatted(DEPOT_HOST, path));
            out.write(FaultySite.head("200 OK", "Content-Length: " + body.length));
            out.write(body);
        } else if (sendsOn) {
            String location = "http://" + OTHER_HOST + path;
            out.write(FaultySite.head("302 Found", "Content-Length: 0", "Location: " + location));
        } else if (path.endsWith(".vib")) {
            String location =
                    "http://%s%s%s?signature=%s"
                            .formatted(
                                    FILE_HOST,
                                    FILE_PATH,
                                    path.substring(DEPOT_PATH.length()),
                                    SIGNATURE);
            out.write(FaultySite.head("302 Found", "Content-Length: 0", "Location: " + location));
        } else {
            give(path.substring(DEPOT_PATH.length()), "200 OK", out);
        }
    }

    private void give(String path, String status, OutputStream out) throws IOException {
        Path file = depot.resolve(path);
        boolean there = Files.isRegularFile(file);
        byte[] body = there ? Files.readAllBytes(file) : bytes("nothing");
        out.write(
                FaultySite.head(
                        there ? status : "404 Not Found", "Content-Length: " + body.length));
        out.write(body);
    }

    private static void refuse(OutputStream out, String status, String header) throws IOException {
        out.write(FaultySite.head(status, "Content-Length: 0", header + ": Basic realm=\"here\""));
    }

    @Override
    public void close() throws IOException {
        open();
        server.close();
    }
}
