package org.esxsync.shell.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchSummary;

/** Numbers as people read them. */
public final class Numbers {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Numbers() {}

    /** Bytes in decimal units: {@code 1.2 MB} is 1,200,000 bytes. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** Bytes that are only told rounded. */
    public static String about(long bytes) {
        return "about " + bytes(bytes);
    }

    /** What is published about a patch's size. */
    static String size(Patch patch) {
        if (!patch.isDownloadable()) {
            return "no file";
        }
        if (isSizeKnown(patch)) {
            return bytes(patch.knownSize());
        }
        long expected = patch.expectedSize();
        if (isSizeExpected(patch)) {
            return about(expected);
        }
        return expected == 0 ? "unknown" : "> " + bytes(expected);
    }

    /** Its published or measured size. */
    static String size(PatchSummary summary) {
        boolean isMeasured = summary.size() >= 0 && summary.patch().isDownloadable();
        return isMeasured ? bytes(summary.size()) : size(summary.patch());
    }

    /** Whether all of it is published exactly. */
    public static boolean isSizeKnown(Patch patch) {
        return patch.artifacts().stream().noneMatch(a -> a.size() == Artifact.UNKNOWN_SIZE);
    }

    /** Whether all of it is published exactly or rounded. */
    public static boolean isSizeExpected(Patch patch) {
        return patch.artifacts().stream().noneMatch(a -> a.expectedSize() == Artifact.UNKNOWN_SIZE);
    }

    /** A length of time, as exact as somebody who waited for it wants to know. */
    static String duration(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : wholeSeconds(Duration.ofSeconds(Math.round(seconds)));
    }

    public static String wholeSeconds(Duration duration) {
        if (duration.toSeconds() < 60) {
            return duration.toSeconds() + " s";
        }
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return "%d min %d s".formatted(minutes, duration.toSecondsPart());
        }
        return "%d h %d min".formatted(minutes / 60, minutes % 60);
    }

    /** How long ago, in the one unit that says most. */
    static String age(Duration age) {
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }

    static String time(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone));
    }

    /** {@code 1 patch}, {@code 2 patches}. */
    public static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    public static String patches(long count) {
        return count(count, "patch", "patches");
    }
}
