package org.esxsync.serve.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it came.
 *
 * @param status its status
 * @param fields its header, by names in lower case
 * @param body all that followed
 */
public record Answer(int status, Map<String, String> fields, byte[] body) {

    /** Parts it. One without the head of an answer has the status 0. */
    public static Answer of(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            return new Answer(0, Map.of(), bytes);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> fields = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                fields,
                Arrays.copyOfRange(bytes, end + "\r\n\r\n".length(), bytes.length));
    }

    /** A field; empty if it is not there. */
    public String field(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public String text() {
        return new String(body, ISO_8859_1);
    }
}
