package org.esxsync.benchmark.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.esxsync.benchmark.measure.Programs;
import org.esxsync.benchmark.measure.Traffic;

/** An nginx of our own, which ends with us. */
public final class Nginx implements WebServer {

    /** What must be on this machine. */
    public static final String PROGRAM = "nginx";

    private static final long START_MILLIS = 5000;

    private final Process process;
    private final Path log;
    private final String scheme;
    private final int port;

    private Nginx(Process process, Path log, String scheme, int port) {
        this.process = process;
        this.log = log;
        this.scheme = scheme;
        this.port = port;
    }

    /**
     * Starts one without TLS.
     *
     * @param rate the most bytes a second on each connection; 0 for no limit
     */
    public static Nginx plain(Path directory, Path work, long rate) throws IOException {
        String limit = "limit_rate %d; sendfile on; tcp_nopush on;".formatted(rate);
        return start(directory, work, "http", "", limit);
    }

    /**
     * Starts one with the versions of TLS that sites have now; not every nginx has them at once.
     */
    public static Nginx secure(Path directory, Path work, SelfSignedCertificate certificate)
            throws IOException {
        String files =
                "ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate %s; ssl_certificate_key %s;"
                        .formatted(certificate.certificate(), certificate.key());
        return start(directory, work, "https", "ssl", files);
    }

    private static Nginx start(
            Path directory, Path work, String scheme, String listening, String settings)
            throws IOException {
        int port = freePort();
        Path home = Files.createDirectories(work.resolve("nginx-" + port));
        Path log = home.resolve("requests.log");
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(
                configuration, configuration(directory, home, port + " " + listening, settings));
        Process process =
                new ProcessBuilder(
                                Programs.find(PROGRAM).orElseThrow().toString(),
                                "-e",
                                home.resolve("error.log").toString(),
                                "-c",
                                configuration.toString())
                        .inheritIO()
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Nginx nginx = new Nginx(process, log, scheme, port);
        nginx.await();
        return nginx;
    }

    /** A master that runs as root gives its workers another user, who may not see our files. */
    private static String configuration(
            Path directory, Path home, String listening, String settings) {
        return """
        %s
        daemon off;
        pid %2$s/nginx.pid;
        error_log %2$s/error.log;
        events { worker_connections 256; }
        http {
          client_body_temp_path %2$s/body;
          proxy_temp_path %2$s/proxy;
          fastcgi_temp_path %2$s/fastcgi;
          uwsgi_temp_path %2$s/uwsgi;
          scgi_temp_path %2$s/scgi;
          types { text/html html; application/x-gzip tgz; text/xml xml; }
          log_format traffic '$status $body_bytes_sent';
          access_log %2$s/requests.log traffic;
          %5$s
          server { listen 127.0.0.1:%4$s; root %3$s; }
        }
        """
                .formatted(
                        System.getProperty("user.name").equals("root") ? "user root;" : "",
                        home,
                        directory,
                        listening,
                        settings);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void await() throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("nginx does not answer; see " + log.getParent(), e);
                }
            }
        }
    }

    @Override
    public String name() {
        return PROGRAM;
    }

    /** Its master. */
    public long pid() {
        return process.pid();
    }

    @Override
    public String url() {
        return scheme + "://127.0.0.1:" + port;
    }

    /** A line is written when an answer is sent, which its reader may know a little earlier. */
    @Override
    public Traffic traffic() throws IOException {
        pause();
        List<String> lines = Files.readAllLines(log);
        return new Traffic(
                lines.size(),
                lines.stream().mapToLong(line -> Long.parseLong(line.split(" ")[1])).sum());
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
