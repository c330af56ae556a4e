package org.esxsync.fetch.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What a file is, by its first bytes. */
enum ContentKind {
    EMPTY("an empty file"),
    HTML("an HTML page"),
    GZIPPED_HTML("a compressed HTML page"),
    TAR("a tar archive"),
    TAR_GZ("a gzip'd tar archive"),
    GZIP("a gzip'd file"),
    ZIP("a zip archive"),
    VIB("a VIB"),
    OTHER("of no kind known here");

    /** How many first bytes are enough to tell. */
    static final int HEAD = 4096;

    /** As many as are enough when a gzip header holds a lot. */
    static final int LONG_HEAD = 128 * 1024;

    private static final int TAR_BLOCK = 512;
    private static final int TAR_CHECKSUM = 148;
    private static final int TAR_CHECKSUM_LENGTH = 8;
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,7}");
    private static final Pattern BYTE_ORDER_MARK = Pattern.compile("^\u00ef\u00bb\u00bf");

    private final String words;

    ContentKind(String words) {
        this.words = words;
    }

    /** This kind in a few words, with an article. */
    String words() {
        return words;
    }

    static ContentKind of(byte[] head) {
        if (head.length == 0) {
            return EMPTY;
        }
        if (startsWith(head, 0x1f, 0x8b)) {
            return ofGzip(head);
        }
        return ofPlain(head);
    }

    /** Whether a file of this name can be of this kind. */
    boolean suits(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (this == EMPTY) {
            return false;
        }
        if (this == HTML || this == GZIPPED_HTML) {
            return lower.endsWith(".html") || lower.endsWith(".htm");
        }
        if (lower.endsWith(".tgz") || lower.endsWith(".tar.gz")) {
            return this == TAR_GZ;
        }
        if (lower.endsWith(".tar")) {
            return this == TAR;
        }
        if (lower.endsWith(".gz")) {
            return this == TAR_GZ || this == GZIP;
        }
        if (lower.endsWith(".zip")) {
            return this == ZIP;
        }
        return !lower.endsWith(".vib") || this == VIB;
    }

    private static ContentKind ofPlain(byte[] head) {
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (startsWith(head, '!', '<', 'a', 'r', 'c', 'h', '>', '\n')) {
            return VIB;
        }
        if (isHtml(head)) {
            return HTML;
        }
        return isTar(head) ? TAR : OTHER;
    }

    private static ContentKind ofGzip(byte[] head) {
        byte[] inside = new byte[TAR_BLOCK];
        int length = 0;
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(head))) {
            int count = 0;
            while (length < inside.length && count >= 0) {
                length += count;
                count = gzip.read(inside, length, inside.length - length);
            }
        } catch (IOException e) {
            // the head of a longer stream ends early: what was decoded until then decides
            length = Math.max(length, 0);
        }
        ContentKind kind = ofPlain(Arrays.copyOf(inside, length));
        if (kind == HTML) {
            return GZIPPED_HTML;
        }
        return kind == TAR ? TAR_GZ : GZIP;
    }

    private static boolean isHtml(byte[] head) {
        String start =
                new String(head, 0, Math.min(head.length, TAR_BLOCK), StandardCharsets.ISO_8859_1);
        String text =
                BYTE_ORDER_MARK
                        .matcher(start)
                        .replaceFirst("")
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        return text.startsWith("<!doctype html")
                || text.startsWith("<html")
                || text.startsWith("<head")
                || text.startsWith("<body")
                || text.startsWith("<script")
                || text.startsWith("<title")
                || (text.startsWith("<") && text.contains("<html"));
    }

    /** The header block's own checksum: older tar files have no magic number. */
    private static boolean isTar(byte[] head) {
        if (head.length < TAR_BLOCK || head[0] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < TAR_BLOCK; i++) {
            boolean inChecksum = i >= TAR_CHECKSUM && i < TAR_CHECKSUM + TAR_CHECKSUM_LENGTH;
            sum += inChecksum ? ' ' : head[i] & 0xff;
        }
        String stored =
                new String(head, TAR_CHECKSUM, TAR_CHECKSUM_LENGTH, StandardCharsets.ISO_8859_1)
                        .replace('\0', ' ')
                        .strip();
        return OCTAL.matcher(stored).matches() && Integer.parseInt(stored, 8) == sum;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
