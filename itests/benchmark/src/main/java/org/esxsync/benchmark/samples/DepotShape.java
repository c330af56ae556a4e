package org.esxsync.benchmark.samples;

import java.util.List;
import java.util.Locale;

/**
 * How large a generated depot is.
 *
 * @param bulletins how many it lists at first
 * @param newBulletins how many more it lists later, each with a VIB of its own
 * @param vibsOfEach how many VIBs a bulletin has
 * @param vibs how many there are, those of the later bulletins aside
 * @param bytes what these have together
 * @param sigma how far their sizes are spread, log-normally; 0 if all are equal
 * @param documents how many metadata zips there are; the bulletins take turns
 * @param releases for how many releases the bulletins are; they take turns, too
 * @param profiles how many image profiles there are
 */
public record DepotShape(
        int bulletins,
        int newBulletins,
        int vibsOfEach,
        int vibs,
        long bytes,
        double sigma,
        int documents,
        int releases,
        int profiles) {

    private static final List<String> VERSIONS =
            List.of("8.0", "7.0", "6.7", "6.5", "6.0", "5.5", "5.1", "5.0", "9.0");

    /** A depot of one document for {@link #release}, with VIBs of one size, two in a bulletin. */
    public static DepotShape even(int bulletins, int vibs, long bytes) {
        return new DepotShape(bulletins, 0, 2, vibs, bytes, 0, 1, 1, 0);
    }

    /** The first release that a depot is for. */
    public static String release() {
        return "esxi-" + VERSIONS.get(0);
    }

    /** A few new bulletins that appear later. */
    public DepotShape withNew(int count) {
        return new DepotShape(
                bulletins, count, vibsOfEach, vibs, bytes, sigma, documents, releases, profiles);
    }

    /** The names of all releases that the bulletins are for. */
    public List<String> releaseNames() {
        return VERSIONS.subList(0, releases).stream().map(version -> "esxi-" + version).toList();
    }

    /** The version of ESXi that a bulletin is for. */
    String version(int bulletin) {
        return VERSIONS.get(bulletin % releases);
    }

    /** As the report tells it. */
    public String words() {
        return "%d VIBs, %s, %d bulletins".formatted(vibs, size(), bulletins);
    }

    private String size() {
        return bytes < 1_000_000_000
                ? bytes / 1_000_000 + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9).replace(".0", "");
    }
}
