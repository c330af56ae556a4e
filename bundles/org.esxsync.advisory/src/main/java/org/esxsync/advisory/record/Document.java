package org.esxsync.advisory.record;

import java.io.IOException;
import java.util.function.Consumer;

/** Reads one document, whichever of the kinds it is. For any thread. */
public final class Document {

    private static final int BYTE_ORDER_MARK = 0xFE;

    private Document() {}

    /**
     * Reads a document in JSON: the record of a vulnerability, or a list of exploited ones. Most
     * records concern other products, and are not even parsed.
     *
     * @param bytes the document, from the start
     * @param length how many bytes it has
     * @throws IOException if it cannot be understood
     */
    public static void json(byte[] bytes, int length, Consumer<Finding> findings)
            throws IOException {
        requireWhole(bytes, length);
        if (!ByteFilter.mayConcern(bytes, length)) {
            return;
        }
        JsonValue document = JsonValue.read(bytes, length);
        if (CveRecord.isOne(document)) {
            try {
                CveRecord.read(document).ifPresent(findings);
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        } else if (ExploitedReader.isOne(document)) {
            ExploitedReader.read(document, findings);
        } else {
            throw new IOException(
                    "it is neither a CVE record in JSON 5 nor a list of exploited vulnerabilities");
        }
    }

    /** What is not parsed may be cut off, too. */
    private static void requireWhole(byte[] bytes, int length) throws IOException {
        int end = length;
        while (end > 0 && isBlank(bytes[end - 1])) {
            end--;
        }
        if (end == 0) {
            throw new IOException("it is empty; get it again");
        }
        if (bytes[0] == 0 || (bytes[0] & 0xff) >= BYTE_ORDER_MARK || end > 1 && bytes[1] == 0) {
            throw new IOException("it is not UTF-8; save it as UTF-8");
        }
        if (bytes[end - 1] != '}' && bytes[end - 1] != ']') {
            throw new IOException("it is cut off, or no JSON; get it again");
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Whether a first line names the columns that a table of patches and advisories needs. */
    public static boolean isTable(String line) {
        return AdvisoryTable.isFirst(line);
    }

    /**
     * Reads a table of patches and advisories.
     *
     * @param bytes the table, from the start
     * @param length how many bytes it has
     * @throws IOException if it is none
     */
    public static void table(byte[] bytes, int length, Consumer<Finding> findings)
            throws IOException {
        AdvisoryTable.read(bytes, length, findings);
    }
}
