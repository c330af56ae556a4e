package org.esxsync.source.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.files.share.ListedShare;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web server or a list of files offers. */
class OnlineShareTest {

    private static final String TOP = "http://server.example/esx/";

    @TempDir Path directory;

    private SampleShare share;
    private final Site site = new Site();

    @BeforeEach
    void begin() throws IOException {
        share = new SampleShare(directory);
    }

    @Test
    void followsTheListingsOfADirectoryAndOfThoseBelowIt() {
        site.with(
                        TOP,
                        """
                        <h1>Index of /esx</h1><pre><a href="?C=N;O=D">Name</a>
                        <a href="/">Parent Directory</a> <A HREF='3.5/'>3.5/</A>
                        <a href="ESX410-201101201-SG.zip">ESX410-201101201-SG.zip</a>
                        <a href="md5sums">md5sums</a> <a href="1004187.html">a page</a></pre>
                        """)
                .with(TOP + "3.5/", "<a href=ESX350-200803214-UG.zip>a</a><a href='../'>up</a>")
                .with(TOP + "md5sums", "0".repeat(32) + "  ESX410-201101201-SG.zip")
                .with(TOP + "1004187.html", "page ESX350-200803214-UG 2008-04-10");

        ScanResult result = scan(TOP, null);

        assertEquals(Set.of("ESX410-201101201-SG", "ESX350-200803214-UG"), ids());
        Patch patch = share.patch("ESX350-200803214-UG");
        assertEquals(LocalDate.of(2008, 4, 10), patch.releaseDate());
        assertEquals(
                TOP + "3.5/ESX350-200803214-UG.zip",
                patch.artifacts().get(0).location().toString());
        assertEquals(
                "MD5:" + "0".repeat(32),
                share.patch("ESX410-201101201-SG").artifacts().get(0).digests().get(0).toString());
        site.requests.clear();
        assertTrue(scan(TOP, result.state()).unchanged());
        assertEquals(List.of(TOP, TOP + "3.5/"), site.requests);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere.example/ESX350-200803214-UG.zip",
                "https://server.example/esx/ESX350-200803214-UG.zip",
                "/other/ESX350-200803214-UG.zip",
                "../ESX350-200803214-UG.zip",
                "x/../../ESX350-200803214-UG.zip",
                "%2e%2e/ESX350-200803214-UG.zip",
                "x%2f..%2f..%2fESX350-200803214-UG.zip",
                "file:///srv/ESX350-200803214-UG.zip",
                "..\\ESX350-200803214-UG.zip",
            })
    void refusesWhatAListingHasElsewhere(String href) {
        site.with(TOP, "<a href=\"%s\">a</a><a href=ESX-1002424.tgz>b</a>".formatted(href));
        share.releases("esx-3.0.2");

        scan(TOP, null);

        assertEquals(Set.of("ESX-1002424"), ids());
    }

    @Test
    void demandsNoChecksumOfWhichTwoAreGiven() {
        site.with(TOP, "<a href=ESX350-200803214-UG.zip>a</a><a href=md5sums>b</a>")
                .with(
                        TOP + "md5sums",
                        "%s  ESX350-200803214-UG.zip\n%s  ESX350-200803214-UG.zip"
                                .formatted("0".repeat(32), "1".repeat(32)));

        scan(TOP, null);

        assertEquals(List.of(), share.patch("ESX350-200803214-UG").artifacts().get(0).digests());
    }

    @Test
    void doesNotGoRoundInCirclesNorEndlesslyDown() {
        site.with(TOP, "<a href='a/'>a</a><a href='./'>again</a><a href=ESX350-Update01.zip>b</a>")
                        .endless =
                true;

        scan(TOP, null);

        assertEquals(Set.of("ESX350-Update01"), ids());
        assertEquals(9, site.requests.size());
    }

    @Test
    void refusesAListingOfTooManyDirectoriesBeforeItReadsThem() {
        StringBuilder listing = new StringBuilder();
        for (int i = 0; i <= 1_000; i++) {
            listing.append("<a href='%d/'>a</a>".formatted(i));
        }
        site.with(TOP, listing.toString());

        assertThrows(MalformedSourceException.class, () -> scan(TOP, null));

        assertEquals(List.of(TOP), site.requests);
    }

    @Test
    void failsWhereADirectoryBelowCannotBeRead() {
        site.with(TOP, "<a href='gone/'>a</a><a href=ESX350-Update01.zip>b</a>");

        assertThrows(FetchException.class, () -> scan(TOP, null));
    }

    @Test
    void readsAListOfFilesOnDiskAndOnServers() throws IOException {
        Files.write(share.top.resolve("a b.zip"), SampleShare.zip("a"));
        share.archive("ESX350-200803214-UG.zip").file("list.txt", "");
        share.file(
                "list.txt",
                """
                # what is left
                ESX350-200803214-UG.zip
                %s
                missing/ESX350-200803216-UG.zip
                a b.zip
                http://server.example/x/ESX410-201101201-SG.zip
                """
                        .formatted(share.top.resolve("ESX350-200803214-UG.zip")));
        site.file = share.top.resolve("list.txt");

        scan(share.top.resolve("list.txt").toString(), null);

        assertEquals(Set.of("ESX410-201101201-SG", "ESX350-200803214-UG"), ids());
        assertTrue(share.patch("ESX350-200803214-UG").artifacts().get(0).sha256().isPresent());
    }

    @Test
    void leavesOutWhatAListNamesThatIsNoFile() throws IOException {
        Files.createDirectories(share.top.resolve("ESX350-200803215-UG.zip"));
        share.archive("ESX350-200803214-UG.zip")
                .file("list.txt", "ESX350-200803214-UG.zip\nESX350-200803215-UG.zip\n");
        site.file = share.top.resolve("list.txt");

        ListedShare listed = ListedShare.at(site, site.file.toUri());

        assertEquals(1, listed.files().size());
        assertEquals(1, listed.leftOut().size());
        assertTrue(
                listed.leftOut().get(0).endsWith("ESX350-200803215-UG.zip/ (it is not a file)"),
                listed.leftOut()::toString);
    }

    @Test
    void refusesAListOfTooManyFilesThoughNoneIsThere() throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i <= 100_000; i++) {
            list.append(i).append('\n');
        }
        share.file("list.txt", list.toString());
        site.file = share.top.resolve("list.txt");

        MalformedSourceException problem =
                assertThrows(
                        MalformedSourceException.class,
                        () -> scan(share.top.resolve("list.txt").toString(), null));

        assertTrue(problem.getMessage().contains("more than 100000"), problem.getMessage());
    }

    @Test
    void takesFromAListOnAServerOnlyWhatIsOnThatServer() {
        site.with(
                TOP + "list.txt",
                """
                ESX350-200803214-UG.zip
                http://elsewhere.example/ESX350-200803215-UG.zip
                file:///srv/ESX350-200803216-UG.zip
                /ESX350-200803217-UG.zip
                """);

        scan(TOP + "list.txt", null);

        assertEquals(Set.of("ESX350-200803214-UG", "ESX350-200803217-UG"), ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://user:pw@server.example/", "ftp://x/", "http:///x", "a\0b"})
    void refusesALocationThatIsNone(String location) {
        ConfigurationException problem =
                assertThrows(ConfigurationException.class, () -> scan(location, null));

        assertTrue(!problem.getMessage().contains("pw@"), problem.getMessage());
    }

    private Set<String> ids() {
        return share.ids().stream().collect(Collectors.toSet());
    }

    private ScanResult scan(String location, @Nullable String state) {
        return share.source(location, site)
                .scan(new ScanRequest(state, directory.resolve("workspace")), share.found);
    }

    /** A server in memory. */
    private static final class Site implements Transport {

        private final Map<String, String> bodies = new HashMap<>();
        final List<String> requests = new ArrayList<>();
        boolean endless;
        @Nullable Path file;

        Site with(String location, String body) {
            bodies.put(location, body);
            return this;
        }

        @Override
        public Document read(URI location, @Nullable String validator) {
            requests.add(location.toString());
            String body = bodies.get(location.toString());
            if (body == null && endless) {
                body = "<a href='a/'>deeper</a>";
            }
            try {
                if (file != null && location.equals(file.toUri())) {
                    body = Files.readString(file);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            if (body == null) {
                throw new FetchException(
                        FetchException.Reason.REFUSED, location.toString(), "404 Not Found");
            }
            return new Document(
                    location, true, body.getBytes(StandardCharsets.UTF_8), "text/html", null);
        }

        @Override
        public Document store(URI location, @Nullable String validator, Path target, long max) {
            throw new UnsupportedOperationException();
        }
    }
}
