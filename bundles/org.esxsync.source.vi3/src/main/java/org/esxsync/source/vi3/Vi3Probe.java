package org.esxsync.source.vi3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.esxsync.api.source.SourceName;
import org.esxsync.api.source.SourceProbe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Recognises the index page of a VI3 patch site, or a directory with a saved one. */
@Component
public final class Vi3Probe implements SourceProbe {

    private static final String INDEX = "index";
    private static final int MAX_PAGES = 200;
    private static final int HEAD = 1024;

    private final Transport transport;

    @Activate
    public Vi3Probe(@Reference Transport transport) {
        this.transport = transport;
    }

    @Override
    public String reads() {
        return "a VI3 patch site";
    }

    @Override
    public ProbeResult probe(ProbeRequest request) {
        if (request.isOnline()) {
            URI url = IndexLocation.parse(Vi3PatchSource.PID, request.location());
            return answer(List.of(new Page(request.location(), url, links(url, request))), request);
        }
        Path path = Path.of(request.location());
        try {
            List<Page> pages = new ArrayList<>();
            for (Path page : Files.isDirectory(path) ? pages(path) : List.of(path)) {
                if (isMarkup(page)) {
                    URI uri = page.toUri();
                    pages.add(new Page(page.toString(), uri, links(uri, request)));
                }
            }
            return answer(pages, request);
        } catch (IOException e) {
            throw new FetchException(
                    FetchException.Reason.LOCAL, path.toString(), "it cannot be read: " + e, e);
        }
    }

    /** A page, and the patch pages that it links to. */
    private record Page(String location, URI uri, List<PatchLink> links) {}

    private static List<Path> pages(Path directory) throws IOException {
        List<Path> pages = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(directory, "*.{html,htm,HTML,HTM}")) {
            for (Path page : found) {
                if (pages.size() < MAX_PAGES && Files.isRegularFile(page)) {
                    pages.add(page);
                }
            }
        }
        pages.sort(Comparator.naturalOrder());
        return pages;
    }

    /** Spares reading large archives. */
    private static boolean isMarkup(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
            return head.indexOf('<') >= 0 && head.indexOf('\0') < 0;
        }
    }

    private static List<PatchLink> links(URI page, ProbeRequest request) {
        try {
            return IndexPage.links(request.document(page));
        } catch (FetchException e) {
            if (e.reason() == FetchException.Reason.TOO_LARGE) {
                return List.of();
            }
            throw e;
        }
    }

    private static ProbeResult answer(List<Page> pages, ProbeRequest request) {
        Optional<Page> best =
                pages.stream()
                        .filter(page -> !page.links().isEmpty())
                        .max(Comparator.comparing(page -> page.links().size()));
        return best.<ProbeResult>map(page -> new ProbeResult.Found(found(page, request)))
                .orElseGet(
                        () ->
                                new ProbeResult.NotMine(
                                        pages.isEmpty()
                                                ? "there is no HTML page"
                                                : "no page links to a NNNNNNN-patch.html"));
    }

    private static FoundSource found(Page page, ProbeRequest request) {
        return new FoundSource(
                Vi3PatchSource.PID,
                Map.of(INDEX, page.location()),
                "VI3 patch site",
                page.links().size(),
                true,
                new LinkedReleases(request).of(page.uri(), page.links()),
                List.of());
    }

    @Override
    public PatchSource open(String name, FoundSource found) {
        Map<String, Object> properties = Map.of(SourceName.KEY, name, "service.pid", name);
        return new Vi3PatchSource(
                transport,
                Clock.systemUTC(),
                name,
                TypedConfiguration.of(Vi3PatchSource.Config.class, found.configuration()),
                properties);
    }
}
