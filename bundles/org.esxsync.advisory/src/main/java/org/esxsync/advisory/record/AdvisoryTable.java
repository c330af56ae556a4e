package org.esxsync.advisory.record;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.esxsync.api.OneLine;
import org.esxsync.api.advisory.Vulnerability;

/**
 * Reads a table with tabs between its columns, whose first line names them: the patch, the
 * advisories or the vulnerabilities that it closes, and its release. Several of a kind have blanks
 * or commas between them. In place of a patch may stand that the release is not affected.
 */
final class AdvisoryTable {

    private static final Set<String> CVE = Set.of("cve", "cves", "cve_id");
    private static final Set<String> ADVISORY = Set.of("advisory", "advisories", "vmsa");
    private static final Set<String> PATCH = Set.of("patch", "patch_id", "bulletin");
    private static final Set<String> RELEASE = Set.of("release", "esx_version", "version");
    private static final int LONGEST = 200;

    private final int cve;
    private final int advisory;
    private final int patch;
    private final int release;

    private AdvisoryTable(List<String> columns) {
        cve = place(columns, CVE);
        advisory = place(columns, ADVISORY);
        patch = place(columns, PATCH);
        release = place(columns, RELEASE);
    }

    private static int place(List<String> columns, Set<String> names) {
        for (int i = 0; i < columns.size(); i++) {
            if (names.contains(columns.get(i).strip().toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Reads the rows.
     *
     * @throws IOException if the first line does not name what is needed, a row has words in place
     *     of a patch or does not name the release that is not affected, or it is no UTF-8
     */
    static void read(byte[] bytes, int length, Consumer<Finding> findings) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new ByteArrayInputStream(bytes, 0, length),
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)))) {
            String first = lines.readLine();
            AdvisoryTable table = new AdvisoryTable(cells(first == null ? "" : first));
            if (!table.hasColumns()) {
                throw new IOException(
                        "its first line names no columns 'patch' and 'cve' or 'advisory', with tabs"
                                + " between them");
            }
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                table.row(number, cells(line), findings);
            }
        }
    }

    static boolean isFirst(String line) {
        return new AdvisoryTable(cells(line)).hasColumns();
    }

    private boolean hasColumns() {
        return patch >= 0 && (cve >= 0 || advisory >= 0);
    }

    private static List<String> cells(String line) {
        String text = line.startsWith("\ufeff") ? line.substring(1) : line;
        return Arrays.asList(text.split("\t", -1));
    }

    private void row(int number, List<String> cells, Consumer<Finding> findings)
            throws IOException {
        String id = OneLine.of(cell(cells, patch));
        if (id.isEmpty() || id.length() > LONGEST) {
            return;
        }
        String of = OneLine.of(cell(cells, release), LONGEST);
        check(number, new Finding.Row("", "", id, of));
        for (String each : words(cell(cells, cve))) {
            if (Vulnerability.isCve(each)) {
                findings.accept(new Finding.Row(each, "", id, of));
            }
        }
        for (String each : words(cell(cells, advisory))) {
            findings.accept(new Finding.Row("", OneLine.of(each, LONGEST), id, of));
        }
    }

    /** Whoever writes 'patch pending' tells of no fix, and each id of a patch has a digit. */
    private static void check(int number, Finding.Row row) throws IOException {
        String id = row.patch();
        if (row.isNotAffected()) {
            if (row.namedRelease() == null) {
                throw new IOException(
                        "its line %d says '%s' of no release; name one in the column 'release',"
                                        .formatted(number, Finding.Row.NOT_AFFECTED)
                                + " such as esxi-8.0");
            }
        } else if (id.indexOf(' ') >= 0 || id.chars().noneMatch(Character::isDigit)) {
            throw new IOException(
                    "its line %d names no patch: '%s'; write the id of one, or '%s', or leave the line out"
                            .formatted(number, id, Finding.Row.NOT_AFFECTED));
        }
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.toUpperCase(Locale.ROOT).split("[\\s,;]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String cell(List<String> cells, int place) {
        return place < 0 || place >= cells.size() ? "" : cells.get(place).strip();
    }
}
