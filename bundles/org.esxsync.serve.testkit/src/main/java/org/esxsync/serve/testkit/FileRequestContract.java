package org.esxsync.serve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each kind of conditional and range request of RFC 9110, and what a client gets. The file asked
 * for is one that the ledger knows, written at least some seconds ago.
 */
public abstract class FileRequestContract {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter RFC_850 =
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** The URL of a file of at least 100 bytes. */
    protected abstract URI file() throws Exception;

    /** Its bytes. */
    protected abstract byte[] content() throws Exception;

    /** When it was last changed. */
    protected abstract Instant modified() throws Exception;

    private record Row(String name, String method, List<String> fields, int status, String bytes) {

        Row(String name, int status, String bytes, String... fields) {
            this(name, "GET", List.of(fields), status, bytes);
        }
    }

    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final String ERROR = "error";
    private static final String PARTS = "parts";

    @TestFactory
    protected Stream<DynamicTest> rows() throws Exception {
        URI file = file();
        Instant modified = modified();
        byte[] content = content();
        String tag = "\"" + sha256(content) + "\"";
        return rows(tag, content.length, modified)
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.name(),
                                        () -> check(row, file, content, tag, modified)));
    }

    private static Stream<Row> rows(String tag, int length, Instant modified) {
        String date = DATE.format(modified);
        String before = DATE.format(modified.minusSeconds(1));
        String after = DATE.format(modified.plusSeconds(1));
        String other = "\"0000\"";
        String rest = "10-" + (length - 1);
        return Stream.of(
                new Row("a GET has all bytes", 200, ALL),
                new Row("a HEAD has the same fields and no bytes", "HEAD", List.of(), 200, NONE),
                // 13.1.1 If-Match
                new Row("If-Match with the tag", 200, ALL, "If-Match: " + tag),
                new Row("If-Match with *", 200, ALL, "If-Match: *"),
                new Row("If-Match with another tag", 412, ERROR, "If-Match: " + other),
                new Row("If-Match in a list", 200, ALL, "If-Match: " + other + ", " + tag),
                new Row(
                        "If-Match in two fields",
                        200,
                        ALL,
                        "If-Match: " + other,
                        "If-Match: " + tag),
                new Row("If-Match with the weak tag", 412, ERROR, "If-Match: W/" + tag),
                new Row(
                        "If-Match with no tag at all",
                        412,
                        ERROR,
                        "If-Match: " + tag.replace("\"", "")),
                // 13.1.2 If-None-Match
                new Row("If-None-Match with the tag", 304, NONE, "If-None-Match: " + tag),
                new Row("If-None-Match with *", 304, NONE, "If-None-Match: *"),
                new Row("If-None-Match with the weak tag", 304, NONE, "If-None-Match: W/" + tag),
                new Row("If-None-Match with another tag", 200, ALL, "If-None-Match: " + other),
                new Row(
                        "If-None-Match in a list",
                        304,
                        NONE,
                        "If-None-Match: W/" + other + " ,,\t" + tag),
                new Row(
                        "If-None-Match with a comma in a tag",
                        304,
                        NONE,
                        "If-None-Match: \"a,b\", " + tag),
                new Row(
                        "If-None-Match without quotes",
                        200,
                        ALL,
                        "If-None-Match: " + tag.replace("\"", "")),
                new Row(
                        "a HEAD with If-None-Match",
                        "HEAD",
                        List.of("If-None-Match: " + tag),
                        304,
                        NONE),
                // 13.1.3 If-Modified-Since
                new Row("If-Modified-Since the date", 304, NONE, "If-Modified-Since: " + date),
                new Row("If-Modified-Since before", 200, ALL, "If-Modified-Since: " + before),
                new Row("If-Modified-Since after", 304, NONE, "If-Modified-Since: " + after),
                new Row("If-Modified-Since no date", 200, ALL, "If-Modified-Since: yesterday"),
                new Row(
                        "If-Modified-Since in RFC 850's form",
                        304,
                        NONE,
                        "If-Modified-Since: " + RFC_850.format(modified)),
                new Row(
                        "If-Modified-Since in asctime's form",
                        304,
                        NONE,
                        "If-Modified-Since: " + ASCTIME.format(modified)),
                // 13.1.4 If-Unmodified-Since
                new Row("If-Unmodified-Since the date", 200, ALL, "If-Unmodified-Since: " + date),
                new Row("If-Unmodified-Since before", 412, ERROR, "If-Unmodified-Since: " + before),
                new Row("If-Unmodified-Since no date", 200, ALL, "If-Unmodified-Since: today"),
                // 13.2.2 precedence
                new Row(
                        "If-Match counts, and not If-Unmodified-Since",
                        200,
                        ALL,
                        "If-Match: " + tag,
                        "If-Unmodified-Since: " + before),
                new Row(
                        "If-None-Match counts, and not If-Modified-Since",
                        200,
                        ALL,
                        "If-None-Match: " + other,
                        "If-Modified-Since: " + date),
                new Row(
                        "If-Match comes before If-None-Match",
                        412,
                        ERROR,
                        "If-Match: " + other,
                        "If-None-Match: " + tag),
                new Row(
                        "If-None-Match comes before Range",
                        304,
                        NONE,
                        "If-None-Match: " + tag,
                        "Range: bytes=0-9"),
                new Row(
                        "If-Match comes before Range",
                        412,
                        ERROR,
                        "If-Match: " + other,
                        "Range: bytes=0-9"),
                // 14.1.2 Range
                new Row("a range", 206, "0-9", "Range: bytes=0-9"),
                new Row("a range to the end", 206, rest, "Range: bytes=10-"),
                new Row("a suffix", 206, (length - 10) + "-" + (length - 1), "Range: bytes=-10"),
                new Row("a range over the end", 206, rest, "Range: bytes=10-999999999"),
                new Row(
                        "a range over the end with many digits",
                        206,
                        rest,
                        "Range: bytes=10-99999999999999999999999"),
                new Row(
                        "a suffix longer than the file",
                        206,
                        "0-" + (length - 1),
                        "Range: bytes=-999999999"),
                new Row("one byte", 206, "0-0", "Range: bytes=0-0"),
                new Row("a unit in capitals", 206, "0-9", "Range: BYTES=0-9"),
                new Row("an empty suffix", 416, ERROR, "Range: bytes=-0"),
                new Row("a range behind the end", 416, ERROR, "Range: bytes=" + length + "-"),
                new Row(
                        "a range far behind the end",
                        416,
                        ERROR,
                        "Range: bytes=99999999999999999999999-"),
                new Row("a range backwards", 200, ALL, "Range: bytes=9-0"),
                new Row("another unit", 200, ALL, "Range: lines=0-9"),
                new Row("no range at all", 200, ALL, "Range: bytes="),
                new Row("a range of words", 200, ALL, "Range: bytes=one-two"),
                new Row("a negative range", 200, ALL, "Range: bytes=--5"),
                new Row("a HEAD has no range", "HEAD", List.of("Range: bytes=0-9"), 200, NONE),
                new Row("two ranges", 206, PARTS + " 0-9 20-29", "Range: bytes=0-9, 20-29"),
                new Row(
                        "two ranges and a suffix",
                        206,
                        PARTS + " 0-0 2-3 " + (length - 1) + "-" + (length - 1),
                        "Range: bytes=0-0,2-3,-1"),
                new Row(
                        "of two ranges one behind the end",
                        206,
                        "0-9",
                        "Range: bytes=0-9," + length + "-"),
                new Row("ranges that are more than the file", 200, ALL, "Range: bytes=0-,0-,0-"),
                new Row("3,501 ranges", 200, ALL, "Range: bytes=" + "0-0,".repeat(3_500) + "1-1"),
                // 13.1.5 If-Range
                new Row(
                        "If-Range with the tag",
                        206,
                        "0-9",
                        "If-Range: " + tag,
                        "Range: bytes=0-9"),
                new Row(
                        "If-Range with another tag",
                        200,
                        ALL,
                        "If-Range: " + other,
                        "Range: bytes=0-9"),
                new Row(
                        "If-Range with the weak tag",
                        200,
                        ALL,
                        "If-Range: W/" + tag,
                        "Range: bytes=0-9"),
                new Row(
                        "If-Range with the date",
                        206,
                        "0-9",
                        "If-Range: " + date,
                        "Range: bytes=0-9"),
                new Row(
                        "If-Range with an earlier date",
                        200,
                        ALL,
                        "If-Range: " + before,
                        "Range: bytes=0-9"),
                new Row(
                        "If-Range with a later date",
                        200,
                        ALL,
                        "If-Range: " + after,
                        "Range: bytes=0-9"),
                new Row("If-Range with nonsense", 200, ALL, "If-Range: newest", "Range: bytes=0-9"),
                new Row("If-Range without Range", 200, ALL, "If-Range: " + other),
                new Row(
                        "If-Range of another file does not make 416",
                        200,
                        ALL,
                        "If-Range: " + other,
                        "Range: bytes=" + length + "-"));
    }

    private static void check(Row row, URI file, byte[] content, String tag, Instant modified)
            throws IOException {
        Answer answer =
                new RawHttp(file)
                        .ask(row.method(), file.getRawPath(), row.fields().toArray(String[]::new));

        assertEquals(row.status(), answer.status(), answer::text);
        assertEquals("", answer.field("Transfer-Encoding"));
        if (row.bytes().equals(ERROR)) {
            assertEquals(answer.body().length + "", answer.field("Content-Length"));
            assertEquals(
                    row.status() == 416 ? "bytes */" + content.length : "",
                    answer.field("Content-Range"));
            return;
        }
        assertEquals(tag, answer.field("ETag"));
        assertEquals(DATE.format(modified), answer.field("Last-Modified"));
        if (row.status() == 304) {
            assertEquals(0, answer.body().length);
        } else {
            assertEquals("bytes", answer.field("Accept-Ranges"));
            checkBytes(row, answer, content);
        }
    }

    private static void checkBytes(Row row, Answer answer, byte[] content) {
        if (row.bytes().startsWith(PARTS)) {
            assertEquals(
                    expectedParts(row, answer, content), answer.text(), "the parts, one by one");
        } else if (row.bytes().equals(NONE)) {
            assertEquals(0, answer.body().length);
            assertEquals(content.length + "", answer.field("Content-Length"));
            return;
        } else if (row.bytes().equals(ALL)) {
            assertEquals("", answer.field("Content-Range"));
            assertArrayEquals(content, answer.body());
        } else {
            assertEquals(
                    "bytes %s/%d".formatted(row.bytes(), content.length),
                    answer.field("Content-Range"));
            assertArrayEquals(part(content, row.bytes()), answer.body());
        }
        assertEquals(answer.body().length + "", answer.field("Content-Length"));
    }

    private static String expectedParts(Row row, Answer answer, byte[] content) {
        String type = answer.field("Content-Type");
        String start = "multipart/byteranges; boundary=";
        assertTrue(type.startsWith(start), type);
        String boundary = type.substring(start.length());
        String partType =
                answer.text()
                        .lines()
                        .filter(line -> line.startsWith("Content-Type"))
                        .findFirst()
                        .orElse("none");
        StringBuilder parts = new StringBuilder();
        for (String range : row.bytes().substring(PARTS.length() + 1).split(" ")) {
            parts.append("--%s\r\n%s\r\n".formatted(boundary, partType));
            parts.append("Content-Range: bytes %s/%d\r\n\r\n".formatted(range, content.length));
            parts.append(new String(part(content, range), StandardCharsets.ISO_8859_1));
            parts.append("\r\n");
        }
        return parts + "--%s--\r\n".formatted(boundary);
    }

    private static byte[] part(byte[] content, String range) {
        String[] ends = range.split("-");
        return Arrays.copyOfRange(
                content, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
