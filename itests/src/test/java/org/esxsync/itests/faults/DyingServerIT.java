package org.esxsync.itests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.faults.SocketServer.Asked;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.LargeTarball;
import org.esxsync.itests.fixture.PatchPage;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that dies three times in the middle of one large tarball. */
@Tag("fault")
class DyingServerIT {

    private static final String PATCH = "ESX-8258730";
    private static final int SIZE_MIB = 200;
    private static final int DEATHS = 3;
    private static final long MIB = 1 << 20;
    private static final long MOST_FETCHED_TWICE = 3 * MIB;
    private static final long DOWN_MILLIS = 300;

    @TempDir Path directory;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong served = new AtomicLong();

    @Test
    void costsOneSyncAlmostNothing() throws Exception {
        Path mirror = directory.resolve("mirror");
        LargeTarball tarball = LargeTarball.write(directory.resolve("p.tgz"), PATCH, SIZE_MIB, 1);
        try (FileChannel file = FileChannel.open(tarball.file());
                FaultySite site = new FaultySite()) {
            site.put(
                    PatchPage.of(PATCH).withMd5(tarball.md5()),
                    (asked, socket) -> serve(asked, socket, file, site.server()));
            Conf conf = new Conf(directory.resolve("conf")).vi3("site", site.index());

            long start = System.nanoTime();
            Run run =
                    new EsxSync(directory).run("--conf", conf, "--mirror", mirror, "sync", "3.0.1");
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);

            run.ended(0);
            long twice = served.get() - file.size();
            System.out.printf(
                    Locale.ROOT,
                    "A tarball of %,d bytes from a server that died %d times:"
                            + " %d requests, %,d bytes fetched twice, %d s%n",
                    file.size(),
                    DEATHS,
                    requests.get(),
                    twice,
                    seconds);
            assertTrue(twice <= MOST_FETCHED_TWICE, twice + " bytes were fetched twice");
        }
        assertEquals(DEATHS + 1, requests.get());
        Path published = mirror.resolve("esx-3.0.1/2007-03-29-" + PATCH);
        assertEquals(List.of("payload.bin"), Tree.names(published));
        assertEquals(tarball.payloadMd5(), Digests.md5(published.resolve("payload.bin")));
        assertEquals(List.of(), Tree.staged(mirror));
    }

    /** Each of the first requests gets a quarter of the file, and then the server is gone. */
    private void serve(Asked asked, Socket socket, FileChannel file, SocketServer server)
            throws IOException, InterruptedException {
        int request = requests.incrementAndGet();
        boolean dies = request <= DEATHS;
        long start = asked.start();
        long end = dies ? file.size() / (DEATHS + 1) * request : file.size();
        socket.setSendBufferSize((int) MIB / 16);
        socket.getOutputStream().write(head(asked, start, file.size()));
        send(file, start, end, socket.getOutputStream());
        if (dies) {
            die(request, socket, server);
        }
    }

    /** Once with all that was sent, once with a reset, once with the whole port. */
    private static void die(int request, Socket socket, SocketServer server)
            throws IOException, InterruptedException {
        if (request == 2) {
            socket.setSoLinger(true, 0);
        }
        if (request == DEATHS) {
            server.refuse();
            socket.close();
            Thread.sleep(DOWN_MILLIS);
            server.reopen();
        }
    }

    private static byte[] head(Asked asked, long start, long size) {
        String length = "Content-Length: " + (size - start);
        if (asked.header("range").isEmpty()) {
            return FaultySite.head("200 OK", length, "Accept-Ranges: bytes", "ETag: \"one\"");
        }
        return FaultySite.head(
                "206 Partial Content",
                length,
                "Content-Range: bytes %d-%d/%d".formatted(start, size - 1, size),
                "ETag: \"one\"");
    }

    private void send(FileChannel file, long start, long end, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) MIB / 16);
        for (long position = start; position < end; position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            file.read(buffer, position);
            out.write(buffer.array(), 0, buffer.limit());
            served.addAndGet(buffer.limit());
        }
    }
}
