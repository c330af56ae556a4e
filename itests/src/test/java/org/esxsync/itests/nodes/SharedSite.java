package org.esxsync.itests.nodes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.Zip;

/**
 * A depot on a server whose bulletins have a VIB each, for ESXi 6.5. It counts what it is asked
 * for, and how many VIBs it sends at the same time. Each VIB can be held until a test lets it go.
 */
final class SharedSite implements AutoCloseable {

    static {
        // Otherwise each answer waits for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final byte[] AR_HEAD = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ALL = 1_000_000;

    private final int bulletins;
    private final int vibSize;
    private final int latencyMillis;
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Semaphore passes = new Semaphore(0);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /**
     * @param latencyMillis how long each answer takes before it begins
     */
    SharedSite(int bulletins, int vibSize, int latencyMillis) throws IOException {
        this.bulletins = bulletins;
        this.vibSize = vibSize;
        this.latencyMillis = latencyMillis;
        writeDocuments();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI index() {
        return URI.create("http://127.0.0.1:%d/index.xml".formatted(server.getAddress().getPort()));
    }

    /** Lets one more VIB go. */
    void pass() {
        passes.release();
    }

    /** Lets all VIBs go from now on. */
    void passAll() {
        passes.release(ALL);
    }

    /** How often each VIB was asked for, by its path. */
    Map<String, Integer> requests() {
        Map<String, Integer> counts = new TreeMap<>();
        requests.forEach((path, count) -> counts.put(path, count.get()));
        return counts;
    }

    /** How many VIBs are asked for at this moment. */
    int atOnce() {
        return underWay.get();
    }

    /** The most VIBs that were asked for at the same time. */
    int mostAtOnce() {
        return mostUnderWay.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            byte[] document = documents.get(path);
            if (document != null) {
                pause();
                send(exchange, document);
            } else if (path.matches("vib20/driver\\d+/.*")) {
                sendVib(exchange, path);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(latencyMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendVib(HttpExchange exchange, String path) throws IOException {
        requests.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            pause();
            passes.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // before the client can know that it has all
            underWay.decrementAndGet();
        }
        send(exchange, vib(Integer.parseInt(path.replaceAll(".*/driver(\\d+)/.*", "$1"))));
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private byte[] vib(int number) {
        byte[] content = new byte[vibSize];
        new Random(number).nextBytes(content);
        System.arraycopy(AR_HEAD, 0, content, 0, AR_HEAD.length);
        return content;
    }

    /** The path of a VIB. */
    static String path(int number) {
        return "vib20/driver%1$d/VMW_bootbank_driver%1$d_1.0-1.vib".formatted(number);
    }

    private void writeDocuments() throws IOException {
        StringBuilder all = new StringBuilder("<metadataResponse><version>3.0</version>");
        Zip metadata = new Zip();
        for (int i = 0; i < bulletins; i++) {
            String sha256 = Digests.sha256(vib(i));
            String bulletin = bulletin(i, sha256);
            all.append(bulletin);
            metadata.file("bulletins/NODES-" + i + ".xml", bulletin);
            metadata.file("vibs/driver" + i + "-1.xml", description(i, sha256));
        }
        metadata.file("vmware.xml", all + "</metadataResponse>");
        documents.put("metadata.zip", metadata.bytes());
        document(
                "index.xml",
                """
                <vendorList><vendor><name>Nodes</name><code>NODES</code>
                <indexfile>vendor-index.xml</indexfile><patchUrl/><relativePath/>
                <content><name>VMware ESX</name>
                <type>http://www.vmware.com/depotmanagement/esx</type></content>
                </vendor></vendorList>
                """);
        document(
                "vendor-index.xml",
                """
                <metaList><metadata><productId>embeddedEsx</productId>
                <version>6.5.0</version><locale/><url>metadata.zip</url>
                <channelName>default</channelName></metadata></metaList>
                """);
    }

    private void document(String path, String text) {
        documents.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String bulletin(int number, String sha256) {
        return """
        <bulletin><id>NODES-%1$d</id><vendor>VMware</vendor><summary>NODES-%1$d</summary>
        <severity>general</severity><category>bugfix</category><urgency>important</urgency>
        <releaseType>patch</releaseType><description>made up</description><kbUrl/><contact/>
        <releaseDate>2017-10-05T00:00:00Z</releaseDate><platforms>
        <softwarePlatform locale="" version="6.5.*" productLineID="embeddedEsx"/>
        </platforms><vibList><vib><vibVersion>1.4.5</vibVersion>
        <vibID>VMW_bootbank_driver%1$d_1.0-1</vibID>
        <systemReqs><maintenance-mode>true</maintenance-mode></systemReqs>
        <postInstall><rebootRequired>false</rebootRequired></postInstall>
        <vibFile><sourceUrl/><relativePath>%2$s</relativePath><packedSize>%3$d</packedSize>
        <checksum><checksumType>sha-256</checksumType><checksum>%4$s</checksum></checksum>
        </vibFile></vib></vibList></bulletin>
        """
                .formatted(number, path(number), vibSize, sha256);
    }

    /** The VIB as {@code vibs/} describes it, which is what hosts read. */
    private String description(int number, String sha256) {
        return """
        <vib version="5.0"><type>bootbank</type><name>driver%1$d</name><version>1.0-1</version>
        <vendor>VMW</vendor><summary>made up</summary>
        <relative-path>%2$s</relative-path><packed-size>%3$d</packed-size>
        <checksum checksum-type="sha-256">%4$s</checksum></vib>
        """
                .formatted(number, path(number), vibSize, sha256);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
