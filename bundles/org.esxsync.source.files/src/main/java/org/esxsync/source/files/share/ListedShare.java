package org.esxsync.source.files.share;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.OneLine;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.source.MalformedSourceException;

/**
 * The files that a text file lists: a path or URL in each line, seen from the list itself; lines
 * that begin with {@code #} count for nothing. A list on a server names files of that server only.
 */
public final class ListedShare implements Share {

    private final Transport transport;
    private final URI list;
    private final List<ShareFile> files = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final String state;

    private ListedShare(Transport transport, URI list, byte[] body) {
        this.transport = transport;
        this.list = list;
        String text = FoundText.of(body);
        Set<URI> known = new HashSet<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> add(line, known));
        files.sort(Comparator.comparing(ShareFile::path));
        List<String> parts = new ArrayList<>(List.of(list.toString(), text));
        files.forEach(file -> parts.add(file.path() + "\n" + file.version()));
        this.state = Sums.of(parts);
    }

    /** Whether a location is one of a list. */
    public static boolean isOne(String location) {
        return location.toLowerCase(Locale.ROOT).matches("(?s).+\\.(?:txt|lst|list)");
    }

    /**
     * Reads a list.
     *
     * @throws org.esxsync.api.EsxSyncException if it cannot be read, or is too long
     */
    public static ListedShare at(Transport transport, URI location) {
        Document document = transport.read(location, null);
        return new ListedShare(transport, document.location(), document.body());
    }

    private void add(String line, Set<URI> known) {
        try {
            URI file = list.resolve(isUrl(line) ? new URI(line) : new URI(null, null, line, null));
            if (isFile(file)) {
                file = Path.of(file).toUri();
            }
            if (!isAllowed(file)) {
                leftOut.add(OneLine.of(line, 200) + " (it leads elsewhere)");
            } else if (known.add(file)) {
                file(file).ifPresent(files::add);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            leftOut.add(OneLine.of(line, 200) + " (it is no path and no URL)");
        }
        if (files.size() + leftOut.size() > MAX_FILES) {
            throw new MalformedSourceException(
                    RedactedLocation.of(list),
                    "it lists more than %d files; part it".formatted(MAX_FILES));
        }
    }

    private boolean isAllowed(URI file) {
        if (isFile(list)) {
            return isFile(file) || isWeb(file);
        }
        return isWeb(file) && String.valueOf(list.getAuthority()).equals(file.getAuthority());
    }

    private Optional<ShareFile> file(URI location) {
        String path = String.valueOf(location.getPath()).replaceFirst("^/+", "");
        if (!isFile(location)) {
            return Optional.of(new ShareFile(path, location, null, Artifact.UNKNOWN_SIZE, ""));
        }
        Path local = Path.of(location);
        if (Files.exists(local) && !Files.isRegularFile(local)) {
            leftOut.add(path + " (it is not a file)");
            return Optional.empty();
        }
        try {
            long size = Files.size(local);
            String version = size + " " + Files.getLastModifiedTime(local).toMillis();
            return Optional.of(new ShareFile(path, location, local, size, version));
        } catch (IOException e) {
            leftOut.add(path + " (there is no such file)");
            return Optional.empty();
        }
    }

    private static boolean isUrl(String text) {
        return text.matches("(?i)(?:https?|file):.*");
    }

    private static boolean isWeb(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
    }

    private static boolean isFile(URI uri) {
        return "file".equalsIgnoreCase(uri.getScheme());
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
        return state;
    }

    @Override
    public byte[] read(ShareFile file, int limit) {
        if (file.local() != null) {
            return LocalShare.read(file.local(), file.shown(), limit);
        }
        return transport.read(file.location(), null, limit).body();
    }
}
