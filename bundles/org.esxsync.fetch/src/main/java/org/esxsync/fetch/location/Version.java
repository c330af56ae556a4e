package org.esxsync.fetch.location;

import org.jspecify.annotations.Nullable;

/**
 * Names one version of what stands at a location.
 *
 * @param kind what gave it: {@code etag}, {@code date} or {@code file}
 * @param value the server's own text
 * @param strong whether equal versions mean equal bytes, so that a download may be resumed
 */
public record Version(Kind kind, String value, boolean strong) {

    public enum Kind {
        ETAG,
        DATE,
        FILE
    }

    /** Whether this and another one are surely not the same, if there is another one at all. */
    public boolean differsFrom(@Nullable Version other) {
        return other != null && other.kind() == kind && !other.value().equals(value);
    }

    /** This version as one line that {@link #parse} reads. */
    public String text() {
        return kind.name() + (strong ? " strong " : " weak ") + value;
    }

    /**
     * @throws IllegalArgumentException if {@link #text()} did not write this
     */
    public static Version parse(String text) {
        String[] parts = text.split(" ", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("not a version: '" + text + "'");
        }
        return new Version(Kind.valueOf(parts[0]), parts[2], parts[1].equals("strong"));
    }
}
