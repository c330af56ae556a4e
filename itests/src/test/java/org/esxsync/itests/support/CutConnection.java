package org.esxsync.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A way to a server that breaks when a client says something, be it before or after the server has
 * heard it, and stays broken until it is mended.
 */
public final class CutConnection implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final int server;
    private final String first;
    private final String then;
    private final boolean isHeard;
    private volatile boolean armed = true;
    private volatile boolean broken;

    /**
     * @param server the server's port on this machine
     * @param first what a connection must have carried before
     * @param then what breaks it after that
     * @param isHeard whether the server still hears that, and only its answer is lost
     */
    public CutConnection(int server, String first, String then, boolean isHeard)
            throws IOException {
        this.server = server;
        this.first = first;
        this.then = then;
        this.isHeard = isHeard;
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public boolean isBroken() {
        return broken;
    }

    /** From now on, all goes through. */
    public void mend() {
        armed = false;
        broken = false;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            if (broken) {
                client.close();
                continue;
            }
            Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(client);
            sockets.add(target);
            start(() -> forward(client, target, true));
            start(() -> forward(target, client, false));
        }
    }

    private void forward(Socket from, Socket to, boolean isClient) throws IOException {
        byte[] bytes = new byte[65536];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        boolean hasCarried = false;
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            String text = new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
            if (isClient && armed && hasCarried && text.contains(then)) {
                broken = true;
                if (isHeard) {
                    out.write(bytes, 0, read);
                } else {
                    cutAll();
                }
                return;
            }
            hasCarried |= isClient && text.contains(first);
            if (broken && !isClient) {
                // It is the answer that never comes.
                cutAll();
                return;
            }
            out.write(bytes, 0, read);
        }
        to.close();
    }

    private void cutAll() throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // The connection has ended, as it is to.
                                return;
                            }
                        },
                        "cut-connection");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutAll();
    }
}
