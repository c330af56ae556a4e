package org.esxsync.source.vi3;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.jspecify.annotations.Nullable;

/** Reads a site: its index and then, several at a time, the page of each patch. */
final class SiteScan {

    /** As many as a browser opens to one host: hides latency without burdening the site. */
    private static final int PAGES_AT_ONCE = 6;

    private final String source;
    private final URI index;
    private final int rereadDays;
    private final Transport transport;
    private final Clock clock;

    /**
     * @param rereadDays after so many days the pages are read again, though the index is the same;
     *     0 for never
     */
    SiteScan(String source, URI index, int rereadDays, Transport transport, Clock clock) {
        this.source = source;
        this.index = index;
        this.rereadDays = rereadDays;
        this.transport = transport;
        this.clock = clock;
    }

    ScanResult run(ScanRequest request, PatchSink sink) {
        LocalDate today = LocalDate.now(clock);
        @Nullable ScanState last =
                ScanState.parse(request.state(), index)
                        .filter(state -> isRecent(state, today))
                        .orElse(null);
        Document document = transport.read(index, validator(last));
        if (!document.modified()) {
            return ScanResult.unchanged(request);
        }
        ScanState state = ScanState.of(index, document, today);
        if (last != null && state.hasContentOf(last)) {
            return new ScanResult(true, state.readOn(last.readOn()).toString());
        }
        List<PatchLink> links = IndexPage.links(document);
        if (links.isEmpty()) {
            throw new MalformedSourceException(
                    index.toString(),
                    "it links to no NNNNNNN-patch.html, so it is not the index of a VI3 patch site;"
                            + " check that the page is right and not that of a login or a proxy");
        }
        boolean whole = readPages(document.location(), links, sink);
        return ScanResult.listed(whole ? state.toString() : null);
    }

    private boolean isRecent(ScanState state, LocalDate today) {
        return rereadDays == 0 || today.isBefore(state.readOn().plusDays(rereadDays));
    }

    private static @Nullable String validator(@Nullable ScanState last) {
        return last == null || last.validator().isEmpty() ? null : last.validator();
    }

    /** Returns whether every page was understood. */
    private boolean readPages(URI from, List<PatchLink> links, PatchSink sink) {
        ExecutorService readers = Executors.newFixedThreadPool(PAGES_AT_ONCE, this::reader);
        try {
            List<Future<PatchPage>> pages = new ArrayList<>();
            links.forEach(link -> pages.add(readers.submit(() -> readPage(from, link))));
            List<PatchPage> read = new ArrayList<>();
            for (int i = 0; i < links.size(); i++) {
                page(links.get(i), pages.get(i), sink).ifPresent(read::add);
            }
            tell(read, sink);
            return read.size() == links.size();
        } catch (InterruptedException e) {
            throw interrupted(e, readers);
        } finally {
            readers.shutdownNow();
        }
    }

    private PatchPage readPage(URI from, PatchLink link) {
        URI page = Links.follow(from, link.href());
        try {
            Document document = transport.read(page, null, HtmlPage.MAX_SIZE);
            return PatchPage.read(source, link.id(), page, document);
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new MalformedSourceException(
                    page.toString(), "reading it takes more memory than there is", e);
        }
    }

    private static Optional<PatchPage> page(PatchLink link, Future<PatchPage> page, PatchSink sink)
            throws InterruptedException {
        try {
            return Optional.of(page.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EsxSyncException problem) {
                sink.reject(link.id(), problem);
                return Optional.empty();
            }
            throw new IllegalStateException("reading the page of " + link.id(), e.getCause());
        }
    }

    /** What replaces a patch may stand on that patch's page alone. */
    private static void tell(List<PatchPage> pages, PatchSink sink) {
        Map<String, Set<String>> replaced = new HashMap<>();
        for (PatchPage page : pages) {
            for (String successor : page.supersededBy()) {
                replaced.computeIfAbsent(successor, id -> new LinkedHashSet<>())
                        .add(page.patch().id());
            }
        }
        for (PatchPage page : pages) {
            sink.accept(page.replacing(replaced.getOrDefault(page.patch().id(), Set.of())));
        }
    }

    private EsxSyncException interrupted(InterruptedException e, ExecutorService readers) {
        readers.shutdownNow();
        try {
            readers.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            e.addSuppressed(again);
        }
        Thread.currentThread().interrupt();
        return new FetchException(
                FetchException.Reason.CANCELLED,
                index.toString(),
                "reading its patch pages was interrupted; the next sync reads them again",
                e);
    }

    private Thread reader(Runnable work) {
        Thread thread = new Thread(work, "esxsync-vi3-" + source);
        thread.setDaemon(true);
        return thread;
    }
}
