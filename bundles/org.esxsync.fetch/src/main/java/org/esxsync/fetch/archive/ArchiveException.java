package org.esxsync.fetch.archive;

import java.io.IOException;
import org.esxsync.api.OneLine;

/** An archive that must not be unpacked: what it holds is harmful, not just damaged. */
public final class ArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 200;

    ArchiveException(String entry, String reason) {
        super("the entry '" + OneLine.of(entry, SHOWN) + "' is refused: " + reason);
    }

    ArchiveException(String reason) {
        super(reason);
    }
}
