package org.esxsync.source.depot.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.source.MalformedSourceException;

/**
 * Finds what can be read in a directory and below: depots by their index, zips, and VIBs. A
 * directory with an index is a depot as a whole. No link leads out of the directory.
 */
public final class LocalPlaces {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILES = 100_000;
    private static final int SHOWN = 5;

    /** Trees of links that an update download store keeps beside its own. */
    private static final Pattern NOT_WALKED =
            Pattern.compile("\\..*|__MACOSX|symlink-hostupdate|hardlink-hostupdate");

    private static final Pattern TARBALL = Pattern.compile(".*\\.tgz|.*\\.tar\\.gz");

    /** What looks as if it should have been read. */
    private static final Pattern NAMED = Pattern.compile(".*\\.(iso|img|ova|rar|7z)");

    private final Path top;
    private final Path realTop;
    private final Set<Path> walked = new HashSet<>();
    private final List<Path> indexes = new ArrayList<>();
    private final List<Path> zips = new ArrayList<>();
    private final List<Path> vibs = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private int files;

    private LocalPlaces(Path top) throws IOException {
        this.top = top;
        this.realTop = top.toRealPath();
    }

    /**
     * Looks through a directory, or at a single file.
     *
     * @throws MalformedSourceException if there is nothing to read
     */
    public static LocalPlaces at(Path location) {
        try {
            LocalPlaces places = new LocalPlaces(location);
            if (Files.isDirectory(location)) {
                places.walk(location, 0);
            } else {
                places.file(location);
            }
            places.requireSome();
            return places;
        } catch (IOException e) {
            throw PlainText.unreadable(location.toString(), e);
        }
    }

    /** The indexes of depots in directories. */
    public List<Path> indexes() {
        return List.copyOf(indexes);
    }

    public List<Path> zips() {
        return List.copyOf(zips);
    }

    public List<Path> vibs() {
        return List.copyOf(vibs);
    }

    /** What is not read though one might think so. */
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private void walk(Path directory, int depth) throws IOException {
        if (!walked.add(directory.toRealPath())) {
            return;
        }
        Optional<Path> index = index(directory);
        if (index.isPresent()) {
            indexes.add(index.get());
            return;
        }
        for (Path each : list(directory)) {
            if (!each.toRealPath().startsWith(realTop)) {
                leftOut.add(shown(each) + " (it leads out of the directory)");
            } else if (Files.isRegularFile(each)) {
                file(each);
            } else if (Files.isDirectory(each) && !matches(NOT_WALKED, each)) {
                if (depth == MAX_DEPTH) {
                    leftOut.add(shown(each) + " (it is too deep)");
                } else {
                    walk(each, depth + 1);
                }
            }
        }
    }

    private List<Path> list(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            List<Path> all = list.limit(MAX_FILES + 1L - files).sorted().toList();
            files += all.size();
            if (files > MAX_FILES) {
                throw new MalformedSourceException(
                        top.toString(), "there are more than " + MAX_FILES + " files in it");
            }
            return all.stream().filter(LocalPlaces::isThere).toList();
        }
    }

    /** A link may lead to nothing. */
    private static boolean isThere(Path file) {
        return Files.exists(file);
    }

    private void file(Path file) {
        if (seen.size() < SHOWN) {
            seen.add(PlainText.line(shown(file)));
        }
        String name = file.getFileName().toString();
        if (name.startsWith("._") || isOfOlderRelease(file)) {
            return;
        }
        switch (extension(name)) {
            case "xml" -> {
                if (file.equals(top)) {
                    indexes.add(file);
                }
            }
            case "zip" -> zips.add(file);
            case "vib" -> vibs.add(file);
            default -> {
                if (matches(NAMED, file)) {
                    leftOut.add(shown(file));
                } else if (file.equals(top)) {
                    // whatever it is called, it was named on purpose
                    zips.add(file);
                }
            }
        }
    }

    /** Other sources read what is for 4.1 and before, which hosts do not take from a depot. */
    private static boolean isOfOlderRelease(Path file) {
        return matches(TARBALL, file)
                || LegacyPatchId.ofFile(file.getFileName().toString()).isPresent();
    }

    private static Optional<Path> index(Path directory) {
        return DepotFiles.INDEX_NAMES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private void requireSome() {
        if (indexes.isEmpty() && zips.isEmpty() && vibs.isEmpty()) {
            throw new MalformedSourceException(
                    top.toString(),
                    "there is nothing to read; put offline bundles (zip), unpacked ones or VIBs"
                            + " there. %s"
                                    .formatted(
                                            seen.isEmpty()
                                                    ? "It holds no file"
                                                    : "It holds " + String.join(", ", seen)));
        }
    }

    private String shown(Path file) {
        return file.equals(top) ? file.toString() : top.relativize(file).toString();
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean matches(Pattern pattern, Path file) {
        return pattern.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
    }
}
