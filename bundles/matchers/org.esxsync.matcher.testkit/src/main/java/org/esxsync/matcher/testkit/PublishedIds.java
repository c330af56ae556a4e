package org.esxsync.matcher.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.esxsync.api.patch.Patch;

/**
 * The security patches of ESX and ESXi that were published up to release 4.1: a list of ids by
 * release, found as {@code shared/samples} beside a directory above this one, or where the system
 * property {@code esxsync.samples} says.
 */
final class PublishedIds {

    private static final String FILE = "legacy/esx_security_patch_ids.tsv";

    private PublishedIds() {}

    /**
     * A row of the list.
     *
     * @param release the release that it belongs to
     */
    record Row(String release, Patch patch) {}

    /** The rows for ESX 3.0.0 and later, or nothing where there is no list. */
    static Optional<List<Row>> read() throws IOException {
        Path start = Path.of(System.getProperty("esxsync.samples", "")).toAbsolutePath();
        Optional<Path> file =
                Stream.iterate(start, path -> path != null, Path::getParent)
                        .flatMap(path -> Stream.of(path, path.resolve("shared/samples")))
                        .map(path -> path.resolve(FILE))
                        .filter(Files::isRegularFile)
                        .findFirst();
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Files.readAllLines(file.get()).stream()
                                .skip(1)
                                .filter(line -> !line.startsWith("ESX 2."))
                                .map(PublishedIds::row)
                                .toList());
    }

    /** Before 3.0.3 an id carries no release; then the page that names the product tells it. */
    private static Row row(String line) {
        String[] cells = line.split("\t");
        String id = cells[1];
        String version = cells[0].substring(cells[0].indexOf(' ') + 1);
        String product = cells[0].startsWith("ESXi ") ? "esxi-" : "esx-";
        if (id.matches("ESX-\\d{7}")) {
            return new Row(product + version, SamplePatches.page(id, version));
        }
        // the advisory that puts an id of ESX 4.1 under ESXi 4.1 is mistaken
        boolean classic = id.startsWith("ESX4");
        String release = version.replaceFirst("(\\.\\d+)\\.0$", "$1");
        return new Row((classic ? "esx-" : product) + release, SamplePatches.named(id));
    }
}
