package org.esxsync.shell;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorHealth;

/**
 * The verdict on a mirror that is not well, as one line for monitoring; its level is the exit code.
 */
public final class HealthException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private static final List<String> WORDS = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN");

    private final int exitCode;

    private HealthException(MirrorHealth.Level level, String line) {
        super(line);
        this.exitCode = level.ordinal();
    }

    /**
     * Judges a mirror. One that cannot be read is unknown.
     *
     * @return the line of a mirror that is well
     * @throws HealthException if it is not
     */
    static String check(MirrorCatalogue catalogue, Instant now) {
        MirrorHealth health = health(catalogue, now);
        String line =
                "ESXSYNC %s - %s"
                        .formatted(
                                WORDS.get(health.level().ordinal()),
                                health.findings().isEmpty()
                                        ? "the last sync had everything"
                                        : String.join("; ", health.findings()).replace('|', '/'));
        if (health.level() == MirrorHealth.Level.HEALTHY) {
            return line;
        }
        throw new HealthException(health.level(), line);
    }

    private static MirrorHealth health(MirrorCatalogue catalogue, Instant now) {
        try {
            return MirrorHealth.of(catalogue.status(), now, null);
        } catch (EsxSyncException e) {
            return unknown(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A defect must not end with the exit code of a warning.
            return unknown("defect: " + e);
        }
    }

    private static MirrorHealth unknown(String finding) {
        return new MirrorHealth(MirrorHealth.Level.UNKNOWN, List.of(finding));
    }

    /** As monitoring plug-ins end: 1 warning, 2 critical, 3 unknown. */
    public int exitCode() {
        return exitCode;
    }
}
