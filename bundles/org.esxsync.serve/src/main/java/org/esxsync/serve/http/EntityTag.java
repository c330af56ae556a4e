package org.esxsync.serve.http;

/**
 * An entity tag (RFC 9110, 8.8.3).
 *
 * @param opaque what stands between the quotes
 * @param weak whether it is a weak one
 */
public record EntityTag(String opaque, boolean weak) {

    /** A strong tag. */
    public static EntityTag strong(String opaque) {
        return new EntityTag(opaque, false);
    }

    /** Whether both are strong and the same: equal bytes. */
    public boolean isSameStrong(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Whether both are the same, weak or not. */
    public boolean isSameWeak(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + "\"";
    }
}
