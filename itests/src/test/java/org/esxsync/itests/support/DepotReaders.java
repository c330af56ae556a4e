package org.esxsync.itests.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.esxsync.itests.fixture.ChangingDepot;
import org.esxsync.itests.fixture.Digests;

/**
 * Clients that read a depot over and over, as hosts do: the index, what it names, and last the
 * bytes that that describes.
 */
public final class DepotReaders implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("<url>([^<]+)</url>");
    private static final Pattern VIB =
            Pattern.compile(
                    "<relativePath>([^<]+)</relativePath>.*?<checksum>([0-9a-f]{64})</checksum>",
                    Pattern.DOTALL);
    private static final int LONGEST_PAUSE = 700;
    private static final long END_SECONDS = 60;

    private final URI depot;
    private final boolean isOfOneGeneration;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService clients;
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicInteger newest = new AtomicInteger();
    private volatile boolean isEnded;

    private record Vib(String path, String sha256) {}

    private DepotReaders(URI depot, int count, boolean isOfOneGeneration) {
        this.depot = depot;
        this.isOfOneGeneration = isOfOneGeneration;
        this.clients = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            int pause = LONGEST_PAUSE * i / count;
            clients.execute(() -> readOn(pause));
        }
    }

    /** Starts clients that expect all documents to be of one generation. */
    public static DepotReaders start(URI depot, int count) {
        return new DepotReaders(depot, count, true);
    }

    /** Starts clients that take any documents, as long as they find all that these describe. */
    public static DepotReaders ofAnyGeneration(URI depot, int count) {
        return new DepotReaders(depot, count, false);
    }

    /** What a client found that was not as the index said. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** How often all of the depot was read. */
    public int readings() {
        return readings.get();
    }

    /** Waits until a client has read so new a generation; returns the newest. */
    public int awaitGeneration(int generation) throws Exception {
        Eventually.is("the newest was read", () -> newest.get() >= generation);
        return newest.get();
    }

    private void readOn(int pause) {
        while (!isEnded) {
            try {
                read(pause);
                readings.incrementAndGet();
            } catch (IOException e) {
                if (!isEnded) {
                    problems.add(e.toString());
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void read(int pause) throws IOException, InterruptedException {
        get("index.xml");
        String vendor = new String(get("vendor-index.xml"), StandardCharsets.UTF_8);
        List<byte[]> documents = new ArrayList<>();
        for (MatchResult url : URL.matcher(vendor).results().toList()) {
            Thread.sleep(pause / 4);
            documents.add(get(url.group(1)));
        }
        List<Vib> vibs = new ArrayList<>();
        Set<Integer> generations = new TreeSet<>();
        for (byte[] document : documents) {
            for (Vib vib : vibs(document)) {
                vibs.add(vib);
                generations.add(ChangingDepot.generation(vib.path()));
            }
        }
        if (isOfOneGeneration && generations.size() != 1) {
            problems.add("one index, and its documents are of " + generations);
        }
        Thread.sleep(pause);
        for (Vib vib : vibs) {
            String sha256 = Digests.sha256(get(vib.path()));
            if (!sha256.equals(vib.sha256())) {
                problems.add(vib.path() + " is not what its description says");
            }
        }
        generations.forEach(each -> newest.accumulateAndGet(each, Math::max));
    }

    private static List<Vib> vibs(byte[] document) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(document))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("vmware.xml")) {
                    String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                    return VIB.matcher(text)
                            .results()
                            .map(found -> new Vib(found.group(1), found.group(2)))
                            .toList();
                }
            }
        }
        throw new IOException("a metadata zip has no vmware.xml");
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                http.send(
                        HttpRequest.newBuilder(depot.resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode());
        }
        return answer.body();
    }

    /** Ends the clients. */
    @Override
    public void close() throws InterruptedException {
        isEnded = true;
        clients.shutdownNow();
        if (!clients.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a client does not end");
        }
    }
}
