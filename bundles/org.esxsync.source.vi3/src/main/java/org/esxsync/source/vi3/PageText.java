package org.esxsync.source.vi3;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.source.MalformedSourceException;

/**
 * Finds the facts in a patch page's text. It works on the text and not on the table around it,
 * since labels and values stand in cells, in paragraphs or glued together, and the same labels are
 * used in all of them.
 */
final class PageText {

    private static final Pattern DOWNLOAD =
            Pattern.compile(
                    "(?i)download patch\\b(?<which>(?:(?!download patch).){0,60}?)\\bfor (?<list>"
                            + Platforms.LIST
                            + ")");
    private static final Pattern PRODUCT_VERSIONS =
            Pattern.compile("(?i)product versions?\\s?:?\\s?(?<list>" + Platforms.LIST + ")");
    private static final Pattern NUMBER = Pattern.compile("(?<!\\d)\\d{7}(?!\\d)");
    private static final Pattern MD5 =
            Pattern.compile("(?:md5|MD5)(?:sum|SUM)?[ :]*([0-9a-f]{16,}|[0-9A-F]{16,})");
    private static final Pattern CLASSIFICATION =
            Pattern.compile("(?i)classification\\s?:?\\s?(security|critical|general)");
    private static final String ID =
            "ESX(?:-\\d{7}|[ie]?\\d{3}-(?:\\d{9}(?:-[A-Z](?=-))?(?:-[A-Z]{2})?|(?:Update|Rollup)\\d\\d[a-z]?))";
    private static final String IDS = "\\s?:?((?:[\\s,;]{0,2}(?:and )?" + ID + "){1,50}+)";
    private static final Pattern ONE_ID = Pattern.compile("(?i)" + ID);
    private static final Pattern SUPERSEDES = Pattern.compile("(?i)supersedes" + IDS);
    private static final Pattern REPLACES =
            Pattern.compile("(?i)this (?:patch|bundle|update) replaces" + IDS);
    private static final Pattern SUPERSEDED_BY = Pattern.compile("(?i)super[cs]eded by" + IDS);
    private static final Pattern DOWNLOAD_SIZE = Pattern.compile("(?i)download size\\s?:?\\s?");
    private static final Pattern REBOOT =
            Pattern.compile("(?i)host reboot(?: required)?\\s?:?\\s?(yes|no(?!t|ne))");

    private final String id;
    private final String place;
    private final String text;
    private final String lowerCase;

    /**
     * @param id the patch that the page is about
     * @param place the page, for messages
     * @param text what it says, in one line
     */
    PageText(String id, String place, String text) {
        this.id = id;
        this.place = place;
        this.text = text;
        this.lowerCase = text.toLowerCase(Locale.ROOT);
    }

    /** What the page says that its own patch can be downloaded for. */
    List<Platform> downloadPlatforms() {
        List<Platform> platforms = new ArrayList<>();
        Matcher download = matcher(DOWNLOAD, "download patch");
        while (download.find()) {
            if (isOwn(download.group("which"))) {
                platforms.addAll(Platforms.of(download.group("list")));
            }
        }
        return platforms;
    }

    /** The row "Product Versions"; empty if there is none. */
    List<Platform> productVersions() {
        Matcher row = matcher(PRODUCT_VERSIONS, "product version");
        return row.find() ? Platforms.of(row.group("list")) : List.of();
    }

    /**
     * The md5 sums in the page's order.
     *
     * @throws MalformedSourceException if one has not 32 digits
     */
    List<Digest> digests() {
        List<Digest> digests = new ArrayList<>();
        Matcher md5 = matcher(MD5, "md5");
        while (md5.find()) {
            if (md5.group(1).length() != 32) {
                throw new MalformedSourceException(
                        place,
                        "the md5sum of %s is not 32 hexadecimal digits: '%s'"
                                .formatted(id, md5.group(1)));
            }
            digests.add(new Digest(Digest.Algorithm.MD5, md5.group(1)));
        }
        return digests;
    }

    /** The rounded sizes in bytes, in the page's order; without those that cannot be read. */
    List<Long> sizes() {
        List<Long> sizes = new ArrayList<>();
        Matcher row = matcher(DOWNLOAD_SIZE, "download size");
        while (row.find()) {
            RoundedSize.at(row.end(), text).ifPresent(sizes::add);
        }
        return sizes;
    }

    Classification classification() {
        Matcher row = matcher(CLASSIFICATION, "classification");
        return row.find() ? new Classification(row.group(1), "") : Classification.NONE;
    }

    /** The patches that this one replaces. */
    Set<String> supersedes() {
        Set<String> ids = ids(matcher(SUPERSEDES, "supersedes"));
        ids.addAll(ids(matcher(REPLACES, "this ")));
        return ids;
    }

    /** The patches that replace this one; the pages write "Superceded By". */
    Set<String> supersededBy() {
        return ids(matcher(SUPERSEDED_BY, "super"));
    }

    private Set<String> ids(Matcher row) {
        Set<String> ids = new LinkedHashSet<>();
        if (row.find()) {
            Matcher each = ONE_ID.matcher(row.group(1));
            while (each.find()) {
                LegacyPatchId.parse(each.group()).map(LegacyPatchId::text).ifPresent(ids::add);
            }
            ids.remove(id);
        }
        return ids;
    }

    Reboot reboot() {
        Matcher row = matcher(REBOOT, "host reboot");
        if (!row.find()) {
            return Reboot.UNKNOWN;
        }
        return row.group(1).equalsIgnoreCase("yes") ? Reboot.REQUIRED : Reboot.NOT_REQUIRED;
    }

    /** Starts where the words stand with which a match begins: no pattern is found as fast. */
    private Matcher matcher(Pattern pattern, String words) {
        boolean aligned = lowerCase.length() == text.length();
        int first = aligned ? lowerCase.indexOf(words) : 0;
        return pattern.matcher(text).region(first < 0 ? text.length() : first, text.length());
    }

    private boolean isOwn(String phrase) {
        List<LegacyPatchId> ids = LegacyPatchId.in(phrase);
        if (!ids.isEmpty()) {
            return ids.stream().anyMatch(each -> each.text().equals(id));
        }
        Matcher number = NUMBER.matcher(phrase);
        return !number.find() || phrase.contains(id.substring(id.indexOf('-') + 1));
    }
}
