package org.esxsync.serve.mirror;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a URL, decoded and checked: names that can stand in a mirror, and nothing that leads
 * out of it or to what is hidden.
 *
 * @param names from the top; empty for the root
 * @param isDirectory whether it ends with a slash
 */
public record RequestPath(List<String> names, boolean isDirectory) {

    private static final int HEX = 16;
    private static final int ESCAPE = 3;
    private static final int DELETE = 0x7f;

    public RequestPath {
        names = List.copyOf(names);
    }

    /**
     * Reads a path as it stands in a request.
     *
     * @return empty if it can name nothing that is published
     */
    public static Optional<RequestPath> parse(String raw) {
        if (!raw.startsWith("/")) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        String[] segments = raw.substring(1).split("/", -1);
        int last = segments.length - 1;
        for (int i = 0; i < last || i == last && !segments[i].isEmpty(); i++) {
            Optional<String> name = decode(segments[i]).filter(RequestPath::isPublic);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        }
        return Optional.of(new RequestPath(names, segments[last].isEmpty()));
    }

    /** The path below the first name. */
    public RequestPath rest() {
        return new RequestPath(names.subList(1, names.size()), isDirectory);
    }

    private static boolean isPublic(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && name.chars()
                        .noneMatch(
                                each ->
                                        each == '/'
                                                || each == '\\'
                                                || each < ' '
                                                || each == DELETE);
    }

    private static Optional<String> decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < segment.length(); ) {
            char each = segment.charAt(i);
            if (each == '%') {
                if (i + ESCAPE > segment.length()) {
                    return Optional.empty();
                }
                int high = Character.digit(segment.charAt(i + 1), HEX);
                int low = Character.digit(segment.charAt(i + 2), HEX);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high * HEX + low);
                i += ESCAPE;
            } else if (each > ' ' && each < DELETE) {
                bytes.write(each);
                i++;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
