package org.esxsync.api.patch;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;

/**
 * A path from outside that was checked to stay inside the directory it is applied to: at least one
 * segment, parted by {@code /}, none of them empty, {@code .} or {@code ..}; no backslash, no colon
 * in the first segment but behind the epoch of an RPM ({@code bash-1:4.4.rpm}), no control
 * character, at most 1,024 characters and 255 bytes a segment. Nothing is decoded: {@code %2e} is
 * three characters, here and for whoever uses the path.
 *
 * @param value the path as published
 */
public record RelativePath(String value) implements Comparable<RelativePath> {

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_SEGMENT_BYTES = 255;

    /** A name with an epoch, which no drive and no URL scheme looks like. */
    private static final Pattern EPOCH = Pattern.compile("([^:]*-)?[0-9]+:");

    /**
     * @throws UnsafePathException if the path could lead out of its directory or cannot be a file's
     *     name
     */
    public RelativePath {
        String reason = isPlain(value) ? "" : whyUnsafe(value);
        if (!reason.isEmpty()) {
            throw new UnsafePathException(value, reason);
        }
    }

    /** The last segment. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /**
     * This path below a directory.
     *
     * @throws UnsafePathException if the system's character set lacks one of its characters
     */
    public Path under(Path directory) {
        try {
            return directory.resolve(value);
        } catch (InvalidPathException e) {
            throw new UnsafePathException(value, "this system cannot name such a file");
        }
    }

    /** This path with another one below it. */
    public RelativePath resolve(RelativePath below) {
        return new RelativePath(value + "/" + below.value);
    }

    @Override
    public int compareTo(RelativePath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** Most paths are: letters, digits and a few signs of ASCII, and no segment starts oddly. */
    private static boolean isPlain(String value) {
        char before = '/';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean fits =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || before != '/' && "/._-+".indexOf(c) >= 0;
            if (!fits) {
                return false;
            }
            before = c;
        }
        return before != '/' && value.length() <= MAX_SEGMENT_BYTES;
    }

    private static String whyUnsafe(String value) {
        if (value.isEmpty()) {
            return "it is empty";
        }
        if (value.length() > MAX_LENGTH) {
            return "it is longer than " + MAX_LENGTH + " characters";
        }
        if (value.startsWith("/")) {
            return "it is absolute";
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            return "it holds a control character";
        }
        if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            return "it holds half a character";
        }
        if (value.indexOf('\\') >= 0) {
            return "it holds a backslash";
        }
        String first = value.split("/", 2)[0];
        if (first.indexOf(':') >= 0 && !EPOCH.matcher(first).lookingAt()) {
            return "it starts with a drive or a URL scheme";
        }
        for (String segment : value.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return "it has the segment '" + segment + "'";
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
                return "it has a segment of more than " + MAX_SEGMENT_BYTES + " bytes";
            }
        }
        return "";
    }

    /** A path from outside that must not be used. */
    public static final class UnsafePathException extends EsxSyncException {

        private static final long serialVersionUID = 1L;

        private static final int SHOWN = 200;

        private final String path;

        UnsafePathException(String path, String reason) {
            super("the path '%s' is refused: %s".formatted(OneLine.of(path, SHOWN), reason));
            this.path = path;
        }

        /** The path as it came. */
        public String path() {
            return path;
        }
    }
}
