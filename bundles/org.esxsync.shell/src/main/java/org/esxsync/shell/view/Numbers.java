package org.esxsync.shell.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.esxsync.api.Quantity;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchSummary;

/** Numbers as people read them. */
public final class Numbers {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\dZ");

    private Numbers() {}

    /** Bytes that are only told rounded. */
    public static String about(long bytes) {
        return "about " + Quantity.bytes(bytes);
    }

    /** What is published about a patch's size. */
    static String size(Patch patch) {
        if (!patch.isDownloadable()) {
            return "no file";
        }
        if (isSizeKnown(patch)) {
            return Quantity.bytes(patch.knownSize());
        }
        long expected = patch.expectedSize();
        if (isSizeExpected(patch)) {
            return about(expected);
        }
        return expected == 0 ? "unknown" : "> " + Quantity.bytes(expected);
    }

    /** Its published or measured size. */
    static String size(PatchSummary summary) {
        boolean isMeasured = summary.size() >= 0 && summary.patch().isDownloadable();
        return isMeasured ? Quantity.bytes(summary.size()) : size(summary.patch());
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
                : Quantity.duration(Duration.ofSeconds(Math.round(seconds)));
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

    /** A text in which times such as {@code 2026-11-29T19:05:08Z} are those of a zone. */
    public static String withLocalTimes(String text, ZoneId zone) {
        return INSTANT.matcher(text).replaceAll(found -> time(Instant.parse(found.group()), zone));
    }

    public static String patches(long count) {
        return Quantity.count(count, "patch", "patches");
    }
}
