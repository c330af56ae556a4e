package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Vi3PatchSourceTest {

    private static final String SITE = "http://site.example/";
    private static final String INDEX = SITE + "index.html";

    private final Pages pages =
            new Pages()
                    .with(INDEX, link(8258730) + link(4809553) + link(3069097))
                    .with(page(8258730), body(8258730, "3/29/07"))
                    .with(page(4809553), body(4809553, "3/30/07"))
                    .with(page(3069097), body(3069097, "1/8/07"));
    private final Found found = new Found();
    private Instant now = Instant.parse("2026-02-03T12:00:00Z");

    @Test
    void isNamedAfterItsConfiguration() {
        Vi3PatchSource source = source(INDEX);
        assertEquals("site", source.name());
        assertEquals(INDEX, source.location());
    }

    @Test
    void listsThePatchesInTheOrderOfTheIndex() {
        ScanResult result = scan(null);

        assertEquals(List.of("ESX-8258730", "ESX-4809553", "ESX-3069097"), found.ids());
        assertEquals(List.of(), found.problems);
        assertFalse(result.unchanged());
        assertNotNull(result.state());
        assertEquals("site", found.patches.get(0).source());
    }

    @Test
    void tellsOfAPatchWhatItReplacesThoughOnlyTheOtherPageSaysSo() {
        pages.with(page(3069097), body(3069097, "1/8/07") + " Superceded By ESX-8258730");

        scan(null);

        assertEquals(List.of("ESX-3069097"), found.patches.get(0).supersedes());
    }

    @Test
    void listsAPatchByTheIdOfItsPageWhereTheLinkNamesTheArticleOnly() {
        pages.with(INDEX, link(1004187))
                .with(
                        page(1004187),
                        "<title>ESX Server 3.5, Patch ESX350-200803214-UG (1004187)</title>");

        scan(null);

        assertEquals(List.of("ESX350-200803214-UG"), found.ids());
    }

    @Test
    void endsAfterOneRequestIfTheIndexIsUnchanged() {
        String state = scan(null).state();
        found.patches.clear();
        pages.requests.clear();

        assertEquals(new ScanResult(true, state), scan(state));
        assertEquals(List.of(), found.patches);
        assertEquals(List.of(URI.create(INDEX)), pages.requests);
    }

    @Test
    void knowsAnUnchangedIndexWithoutAValidator() {
        pages.givesValidators = false;
        String state = scan(null).state();
        pages.requests.clear();

        assertTrue(scan(state).unchanged());
        assertEquals(List.of(URI.create(INDEX)), pages.requests);
    }

    @Test
    void readsThePagesAgainAfterAWeekThoughTheIndexIsTheSame() {
        for (boolean validators : List.of(true, false)) {
            pages.givesValidators = validators;
            String state = scan(null).state();
            now = now.plus(Duration.ofDays(6));
            ScanResult within = scan(state);
            assertTrue(within.unchanged());

            now = now.plus(Duration.ofDays(1));
            ScanResult after = scan(within.state());

            assertFalse(after.unchanged());
            assertTrue(scan(after.state()).unchanged());
        }
    }

    @Test
    void doesNotReadThePagesAgainIfItIsNeverToDoSo() {
        String state = scan(null).state();
        now = now.plus(Duration.ofDays(1000));

        assertTrue(source(pages, "site", INDEX, 0).scan(request(state), found).unchanged());
        ConfigurationException problem =
                assertThrows(
                        ConfigurationException.class,
                        () -> source(pages, "site", INDEX, -1).scan(request(state), found));
        assertTrue(problem.getMessage().contains("reread.days=-1"), problem.getMessage());
    }

    @Test
    void readsTheSiteAgainIfTheIndexHasChangedOrIsAnother() {
        String state = scan(null).state();
        pages.with(SITE + "other.html", link(8258730) + link(4809553) + link(3069097));
        assertFalse(source(SITE + "other.html").scan(request(state), found).unchanged());

        pages.with(INDEX, link(8258730));
        ScanResult changed = scan(state);
        assertFalse(changed.unchanged());
        assertNotEquals(state, changed.state());
        assertFalse(scan("what an older version wrote").unchanged());
    }

    @Test
    void rejectsAPageThatCannotBeReadAndComesBackToIt() {
        pages.with(INDEX, link(8258730) + link(1111111) + link(4809553))
                .with(page(4809553), body(4809553, "13/45/07"));

        ScanResult result = scan(null);

        assertEquals(List.of("ESX-8258730"), found.ids());
        assertEquals(
                List.of(
                        "ESX-1111111 " + page(1111111) + ": 404 Not Found",
                        "ESX-4809553 "
                                + page(4809553)
                                + ": the release date of ESX-4809553 cannot be read: '13/45/07';"
                                + " expected one such as 3/29/07, March 29, 2007 or 2007-03-29"),
                found.problems);
        assertFalse(result.unchanged());
        assertNull(result.state());
    }

    @Test
    void aPageThatIsTooLargeOrFillsTheMemoryCostsItselfAlone() {
        pages.with(page(8258730), "<b>".repeat(1 << 20)).failAt(page(3069097));

        ScanResult result = scan(null);

        assertEquals(List.of("ESX-4809553"), found.ids());
        assertEquals(2, found.problems.size());
        assertTrue(found.problems.get(0).contains("larger than"), found.problems::toString);
        assertTrue(found.problems.get(1).contains("more memory"), found.problems::toString);
        assertNull(result.state());
    }

    @Test
    void rejectsALinkToALocalFile() {
        pages.with(INDEX, "<a href='file:/etc/esx-8258730-patch.html'>x</a>" + link(4809553));

        scan(null);

        assertEquals(List.of("ESX-4809553"), found.ids());
        assertEquals(1, found.problems.size());
        assertFalse(pages.requests.contains(URI.create("file:/etc/esx-8258730-patch.html")));
    }

    @Test
    void readsSavedPages() {
        pages.with("file:///srv/my%20pages/index.html", "<a href=esx-8258730-patch.html>x</a>")
                .with("file:/srv/my%20pages/esx-8258730-patch.html", body(8258730, "3/29/07"));

        source("/srv/my pages/index.html").scan(request(null), found);

        assertEquals(List.of(), found.problems);
        assertEquals(
                "file:/srv/my%20pages/ESX-8258730.tgz",
                found.patches.get(0).artifacts().get(0).location().toString());
    }

    @Test
    void refusesAnIndexWithoutPatches() {
        pages.with(INDEX, "<h1>Welcome to our hotel</h1><a href=/login>Log in</a>");

        MalformedSourceException problem =
                assertThrows(MalformedSourceException.class, () -> scan(null));
        assertTrue(String.valueOf(problem.getMessage()).startsWith(INDEX + ": it links to no"));
    }

    @Test
    void tellsOfAnIndexThatCannotBeReached() {
        assertThrows(
                FetchException.class, () -> source(SITE + "gone.html").scan(request(null), found));
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        Transport slow = new StuckPages(pages, reading);
        List<EsxSyncException> outcome = new ArrayList<>();
        Thread scan =
                new Thread(
                        () ->
                                outcome.add(
                                        assertThrows(
                                                FetchException.class,
                                                () ->
                                                        source(slow, INDEX)
                                                                .scan(request(null), found))));
        scan.start();
        reading.await();
        scan.interrupt();
        scan.join(10_000);

        assertFalse(scan.isAlive());
        assertEquals(FetchException.Reason.CANCELLED, ((FetchException) outcome.get(0)).reason());
        assertEquals(List.of(), found.patches);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("esxsync-vi3-stuck")) {
                thread.join(10_000);
                assertFalse(thread.isAlive());
            }
        }
    }

    private ScanResult scan(@Nullable String state) {
        return source(INDEX).scan(request(state), found);
    }

    private Vi3PatchSource source(String index) {
        return source(pages, "site", index, 7);
    }

    private Vi3PatchSource source(Transport transport, String index) {
        return source(transport, "stuck", index, 7);
    }

    private Vi3PatchSource source(Transport transport, String name, String index, int days) {
        return new Vi3PatchSource(
                transport,
                Clock.fixed(now, ZoneOffset.UTC),
                "org.esxsync.source.vi3~" + name,
                new SampleConfig(index, days),
                Map.of());
    }

    private static ScanRequest request(@Nullable String state) {
        return new ScanRequest(state, Path.of("workspace"));
    }

    private static String page(int number) {
        return SITE + "doc/esx-" + number + "-patch.html";
    }

    private static String link(int number) {
        return "<a href='%s'>ESX-%d</a>".formatted(page(number), number);
    }

    private static String body(int number, String date) {
        return ("<b>Released %s</b> <a href=ESX-%d.tgz>"
                        + "Download Patch ESX-%d for VMware ESX Server 3.0.1</a>")
                .formatted(date, number, number);
    }

    /** Answers the index and then never again. */
    private record StuckPages(Pages pages, CountDownLatch reading) implements Transport {

        @Override
        public Document read(URI location, @Nullable String validator) {
            if (location.toString().equals(INDEX)) {
                return pages.read(location, validator);
            }
            reading.countDown();
            try {
                new CountDownLatch(1).await();
                throw new IllegalStateException("not reached");
            } catch (InterruptedException e) {
                throw new FetchException(
                        FetchException.Reason.CANCELLED, location.toString(), "interrupted", e);
            }
        }

        @Override
        public Document store(URI location, @Nullable String validator, Path target, long limit) {
            return pages.store(location, validator, target, limit);
        }
    }

    private static final class Found implements PatchSink {

        final List<Patch> patches = new ArrayList<>();
        final List<String> problems = new ArrayList<>();

        @Override
        public void accept(Patch patch) {
            patches.add(patch);
        }

        @Override
        public void reject(String what, EsxSyncException problem) {
            problems.add(what + " " + problem.getMessage());
        }

        List<String> ids() {
            return patches.stream().map(Patch::id).toList();
        }
    }
}
