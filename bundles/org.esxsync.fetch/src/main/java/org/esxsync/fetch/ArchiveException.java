package org.esxsync.fetch;

import java.io.IOException;

/** An archive that must not be unpacked: what it holds is harmful, not just damaged. */
final class ArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    ArchiveException(String entry, String reason) {
        super("the entry '" + printable(entry) + "' is refused: " + reason);
    }

    ArchiveException(String reason) {
        super(reason);
    }

    private static String printable(String entry) {
        String line = entry.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
