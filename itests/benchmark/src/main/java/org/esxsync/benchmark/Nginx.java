package org.esxsync.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An nginx of our own, which ends with us. */
final class Nginx implements WebServer {

    private static final long START_MILLIS = 5000;

    private final Process process;
    private final Path log;
    private final int port;

    private Nginx(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static Nginx start(Path directory, Path work, long rate) throws IOException {
        int port = freePort();
        Path home = Files.createDirectories(work.resolve("nginx-" + port));
        Path log = home.resolve("requests.log");
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(configuration, configuration(directory, home, port, rate));
        Process process =
                new ProcessBuilder(
                                Programs.find("nginx").orElseThrow().toString(),
                                "-e",
                                home.resolve("error.log").toString(),
                                "-c",
                                configuration.toString())
                        .inheritIO()
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Nginx nginx = new Nginx(process, log, port);
        nginx.await();
        return nginx;
    }

    /** A master that runs as root gives its workers another user, who may not see our files. */
    private static String configuration(Path directory, Path home, int port, long rate) {
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
          sendfile on;
          tcp_nopush on;
          limit_rate %5$d;
          server { listen 127.0.0.1:%4$d; root %3$s; }
        }
        """
                .formatted(
                        System.getProperty("user.name").equals("root") ? "user root;" : "",
                        home,
                        directory,
                        port,
                        rate);
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
        return "nginx";
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
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
