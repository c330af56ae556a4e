package org.esxsync.source.files.share;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.OneLine;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.source.MalformedSourceException;

/**
 * The files that a web server lists: its page for a directory links to the files and to the
 * directories in it, whose names end in a slash. What lies elsewhere is refused.
 */
public final class OnlineShare implements Share {

    private static final int MAX_LISTINGS = 1_000;

    private static final Pattern LINK =
            Pattern.compile(
                    "(?i)<a\\s[^>]{0,500}?href\\s*=\\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s>\"']++))");

    /** What a person would miss. */
    private static final Pattern WORTH_TELLING = Pattern.compile("(?i).+\\.(?:zip|tgz|tar\\.gz)/?");

    private final Transport transport;
    private final URI top;
    private final Deque<URI> pending = new ArrayDeque<>();
    private final Set<URI> listed = new HashSet<>();
    private final Set<String> paths = new HashSet<>();
    private final List<ShareFile> files = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> listings = new ArrayList<>();

    private OnlineShare(Transport transport, URI top) {
        this.transport = transport;
        this.top = top;
    }

    /**
     * Reads the listings of a directory and of those below it.
     *
     * @param location the directory
     * @throws org.esxsync.api.EsxSyncException if one cannot be read, or there are too many
     */
    public static OnlineShare at(Transport transport, URI location) {
        return glance(transport, location, Integer.MAX_VALUE);
    }

    /**
     * Reads some of the listings only.
     *
     * @param listings how many at most
     * @throws org.esxsync.api.EsxSyncException as for {@link #at}
     */
    public static OnlineShare glance(Transport transport, URI location, int listings) {
        Document first = transport.read(location, null);
        URI found = withoutTail(first.location());
        String text = found.toString();
        URI top = URI.create(text.substring(0, text.lastIndexOf('/') + 1));
        OnlineShare share = new OnlineShare(transport, top);
        share.listed.add(found);
        share.list(first);
        share.readOn(listings);
        share.files.sort(Comparator.comparing(ShareFile::path));
        return share;
    }

    /** Whether all listings were read. */
    public boolean isWhole() {
        return pending.isEmpty();
    }

    private void readOn(int most) {
        for (int read = 1; read < most && !pending.isEmpty(); read++) {
            URI next = pending.pop();
            Interrupts.check(RedactedLocation.of(next));
            Document page = transport.read(next, null);
            if (below(withoutTail(page.location())).isPresent()) {
                list(page);
            } else {
                leftOut.add(RedactedLocation.of(next) + " (it leads elsewhere)");
            }
        }
    }

    private void list(Document page) {
        String text = FoundText.of(page.body());
        // What a server sends need not stay in memory.
        listings.add(Sums.of(List.of(page.location().toString(), text)));
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            String href = link.group(1) != null ? link.group(1) : link.group(2);
            follow(page.location(), href != null ? href : link.group(3));
        }
    }

    private void follow(URI page, String href) {
        String reference = href.strip().replace("&amp;", "&").replace(" ", "%20");
        if (reference.isEmpty() || reference.startsWith("?") || reference.startsWith("#")) {
            return;
        }
        Optional<URI> target = resolve(page, reference);
        Optional<String> path = target.flatMap(this::below);
        if (target.isEmpty() || path.isEmpty()) {
            if (WORTH_TELLING.matcher(reference).matches()) {
                leftOut.add(OneLine.of(reference, 200) + " (it leads elsewhere)");
            }
        } else if (path.get().endsWith("/")) {
            if (path.get().chars().filter(c -> c == '/').count() > MAX_DEPTH) {
                leftOut.add(OneLine.of(path.get(), 200) + " (it is too deep)");
            } else {
                await(target.get());
            }
        } else if (!path.get().isEmpty() && paths.add(path.get())) {
            if (paths.size() > MAX_FILES) {
                throw new MalformedSourceException(
                        RedactedLocation.of(top),
                        "it lists more than %d files; name a smaller directory"
                                .formatted(MAX_FILES));
            }
            files.add(new ShareFile(path.get(), target.get(), null, Artifact.UNKNOWN_SIZE, ""));
        }
    }

    private void await(URI directory) {
        if (!listed.add(directory)) {
            return;
        }
        if (listed.size() > MAX_LISTINGS) {
            throw new MalformedSourceException(
                    RedactedLocation.of(top),
                    "it has more than %d directories; name a smaller one".formatted(MAX_LISTINGS));
        }
        pending.push(directory);
    }

    private static Optional<URI> resolve(URI page, String reference) {
        try {
            return Optional.of(withoutTail(page.resolve(new URI(reference)).normalize()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static URI withoutTail(URI location) {
        return URI.create(location.toString().replaceFirst("[?#].*$", ""));
    }

    /** The path below the top, decoded; nothing if it is not below. */
    private Optional<String> below(URI location) {
        String start = top.toString();
        String text = location.toString();
        if (!text.toLowerCase(Locale.ROOT).startsWith(start.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        try {
            String encoded = text.substring(start.length()).replace("+", "%2B");
            String path = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            boolean isPlain =
                    path.indexOf('\\') < 0
                            && path.chars().filter(c -> c == '/').count()
                                    == encoded.chars().filter(c -> c == '/').count()
                            && Arrays.stream(path.split("/")).noneMatch(OnlineShare::isDots);
            return isPlain ? Optional.of(path) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isDots(String part) {
        return part.equals("..") || part.equals(".");
    }

    @Override
    public List<ShareFile> files() {
        return List.copyOf(files);
    }

    @Override
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public String state() {
        return Sums.of(listings);
    }

    @Override
    public byte[] read(ShareFile file, int limit) {
        return transport.read(file.location(), null, limit).body();
    }
}
