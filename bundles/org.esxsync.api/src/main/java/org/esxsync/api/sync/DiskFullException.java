package org.esxsync.api.sync;

import java.nio.file.Path;
import java.util.Locale;
import org.esxsync.api.EsxSyncException;

/** The mirror's disk has too little space for what is to be published. */
public class DiskFullException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private static final long KILO = 1000;

    private final long needed;
    private final long free;

    /**
     * @param mirror the mirror
     * @param space what is needed and what is free
     */
    public DiskFullException(Path mirror, DiskSpace space) {
        super(
                "the disk of %s is too full: %s are needed and %s are free; free some space, or sync fewer releases"
                        .formatted(mirror, text(space.needed()), text(space.free())));
        this.needed = space.needed();
        this.free = space.free();
    }

    /** Bytes needed. */
    public long needed() {
        return needed;
    }

    /** Bytes free. */
    public long free() {
        return free;
    }

    private static String text(long bytes) {
        double value = bytes;
        String unit = "bytes";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (value < KILO) {
                break;
            }
            value /= KILO;
            unit = next;
        }
        return unit.equals("bytes")
                ? bytes + " bytes"
                : String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
