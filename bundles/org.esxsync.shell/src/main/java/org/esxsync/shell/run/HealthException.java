package org.esxsync.shell.run;

import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.MirrorHealth;

/** The verdict on a mirror that is not well, for monitoring; its level is the exit code. */
public final class HealthException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param level the verdict
     * @param text what is printed, fit for a terminal
     */
    public HealthException(MirrorHealth.Level level, String text) {
        super(text);
        this.exitCode = level.ordinal();
    }

    /** As monitoring plug-ins end: 1 warning, 2 critical, 3 unknown. */
    public int exitCode() {
        return exitCode;
    }
}
