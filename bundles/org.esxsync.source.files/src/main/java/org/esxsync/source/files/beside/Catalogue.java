package org.esxsync.source.files.beside;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.OneLine;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.source.files.share.ShareFile;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator has written down of patches: tables whose first row names the columns, of
 * which {@code id} and one more of {@code release}, {@code date}, {@code title}, {@code md5},
 * {@code supersedes}, {@code reboot} and {@code kb} must be there. Other columns count for nothing.
 */
public final class Catalogue {

    private static final Set<String> COLUMNS =
            Set.of("release", "date", "title", "md5", "supersedes", "reboot", "kb");
    private static final String ID = "id";
    private static final int MAX_ROWS = 200_000;
    private static final int LONGEST_TITLE = 500;
    private static final Pattern FILE = Pattern.compile("(?i).+\\.(?:tsv|csv)");
    private static final Pattern RELEASE =
            Pattern.compile("(?i)(?:VMware )?(esxi?)(?: Server)?[ -]?v?(\\d+(?:\\.\\d+)+)");
    private static final Pattern PLAIN_VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");
    private static final Pattern AMERICAN =
            Pattern.compile("(\\d{1,2})/(\\d{1,2})/(?:20)?(\\d{2})");
    private static final Pattern NUMBER = Pattern.compile("(?i)(?:kb ?)?(\\d{5,8})");

    private final Consumer<String> remarks;
    private final Map<String, CatalogueRow> rows = new HashMap<>();
    private final Set<String> remarked = new HashSet<>();

    /**
     * @param remarks takes what is wrong with a row, and rows that contradict each other
     */
    public Catalogue(Consumer<String> remarks) {
        this.remarks = remarks;
    }

    /** Whether a file may be one, as its name tells. */
    public static boolean isOne(ShareFile file) {
        return FILE.matcher(file.name()).matches();
    }

    /** What it says of a patch. */
    public CatalogueRow of(String id) {
        return rows.getOrDefault(key(id), CatalogueRow.NONE);
    }

    private static String key(String id) {
        return LegacyPatchId.parse(id).map(LegacyPatchId::text).orElse(id);
    }

    /** Adds a table; one without the columns is another table and passed over. */
    public void add(ShareFile file, String text) {
        List<List<String>> table = DelimitedText.rows(text, MAX_ROWS + 2);
        if (table.isEmpty()) {
            return;
        }
        List<String> header =
                table.get(0).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        if (!header.contains(ID) || header.stream().noneMatch(COLUMNS::contains)) {
            return;
        }
        if (table.size() > MAX_ROWS + 1) {
            remarks.accept("%s: only its first %d rows count".formatted(file.shown(), MAX_ROWS));
        }
        table.stream().skip(1).limit(MAX_ROWS).forEach(fields -> add(file, header, fields));
    }

    /**
     * A row of a table.
     *
     * @param place the row, for people
     */
    private record Row(String place, List<String> header, List<String> fields) {

        String field(String column) {
            int index = header.indexOf(column);
            return index >= 0 && index < fields.size() ? fields.get(index) : "";
        }
    }

    private void add(ShareFile file, List<String> header, List<String> fields) {
        String id = key(new Row(file.shown(), header, fields).field(ID));
        if (!id.isEmpty()) {
            Row row = new Row(file.shown() + ", " + OneLine.of(id, 100), header, fields);
            rows.merge(id, read(row), (one, other) -> both(row.place(), one, other));
        }
    }

    private CatalogueRow read(Row row) {
        Set<EsxRelease> releases = new LinkedHashSet<>();
        for (String each : row.field("release").split("[,;/]")) {
            EsxRelease release = read(row, "release", each.strip(), Catalogue::release);
            if (release != null) {
                releases.add(release);
            }
        }
        Set<String> supersedes = new LinkedHashSet<>();
        LegacyPatchId.in(row.field("supersedes")).forEach(id -> supersedes.add(id.text()));
        Reboot reboot = read(row, "reboot", row.field("reboot"), Catalogue::reboot);
        return new CatalogueRow(
                releases,
                read(row, "date", row.field("date"), Catalogue::date),
                OneLine.of(row.field("title"), LONGEST_TITLE),
                read(row, "md5", row.field("md5"), Catalogue::md5),
                supersedes,
                reboot == null ? Reboot.UNKNOWN : reboot,
                read(row, "kb", row.field("kb"), Catalogue::article));
    }

    /** Makes something of a field, or throws an exception for one that is none. */
    private interface Reading<T> {
        T of(String text);
    }

    /** What a field says; null if it is empty, or cannot be read, which is told. */
    private <T> @Nullable T read(Row row, String column, String text, Reading<T> reading) {
        if (text.isEmpty() || text.equals("-")) {
            return null;
        }
        try {
            return reading.of(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            remark("%s: no %s: '%s'".formatted(row.place(), column, OneLine.of(text, 100)));
            return null;
        }
    }

    private static EsxRelease release(String text) {
        Matcher named = RELEASE.matcher(text);
        if (named.matches()) {
            return EsxRelease.parse(named.group(1) + "-" + named.group(2));
        }
        return EsxRelease.parse(PLAIN_VERSION.matcher(text).matches() ? "esx-" + text : text);
    }

    private static LocalDate date(String text) {
        Matcher american = AMERICAN.matcher(text);
        return american.matches()
                ? LocalDate.of(
                        2000 + Integer.parseInt(american.group(3)),
                        Integer.parseInt(american.group(1)),
                        Integer.parseInt(american.group(2)))
                : LocalDate.parse(text);
    }

    private static Digest md5(String text) {
        return new Digest(Digest.Algorithm.MD5, text);
    }

    private static Reboot reboot(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "true", "required", "1" -> Reboot.REQUIRED;
            case "no", "n", "false", "0" -> Reboot.NOT_REQUIRED;
            default -> throw new IllegalArgumentException();
        };
    }

    private static URI article(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            return URI.create("http://kb.vmware.com/kb/" + number.group(1));
        }
        if (!text.matches("(?i)https?://\\S+")) {
            throw new IllegalArgumentException();
        }
        return URI.create(text);
    }

    /** Two rows of one patch; what the first one says counts, and releases add up. */
    private CatalogueRow both(String place, CatalogueRow one, CatalogueRow other) {
        Set<EsxRelease> releases = new LinkedHashSet<>(one.releases());
        releases.addAll(other.releases());
        Set<String> supersedes = new LinkedHashSet<>(one.supersedes());
        supersedes.addAll(other.supersedes());
        String title = one.title().isEmpty() ? other.title() : one.title();
        Reboot reboot = one.reboot() == Reboot.UNKNOWN ? other.reboot() : one.reboot();
        return new CatalogueRow(
                releases,
                first(place, "date", one.date(), other.date()),
                title,
                first(place, "md5", one.md5(), other.md5()),
                supersedes,
                reboot,
                one.kb() == null ? other.kb() : one.kb());
    }

    private <T> @Nullable T first(String place, String column, @Nullable T one, @Nullable T other) {
        if (one != null && other != null && !Objects.equals(one, other)) {
            remark("%s: its rows contradict each other in %s".formatted(place, column));
        }
        return one == null ? other : one;
    }

    private void remark(String text) {
        if (remarked.add(text)) {
            remarks.accept(text);
        }
    }
}
