package org.esxsync.sync.config;

import java.util.Locale;
import org.esxsync.api.configuration.ConfigurationException;

/**
 * Which modes files get.
 *
 * @param keepsExecutable whether published files that can be executed stay so
 * @param stateGroup the group that may read the mirror's state; empty for the one that it has
 */
public record ModePolicy(boolean keepsExecutable, String stateGroup) {

    /** As it is without configuration. */
    public static final ModePolicy DEFAULT = new ModePolicy(true, "");

    /**
     * @throws ConfigurationException if a text cannot be used
     */
    static ModePolicy parse(String pid, String executable, String stateGroup) {
        return new ModePolicy(
                switch (executable.strip().toLowerCase(Locale.ROOT)) {
                    case "keep" -> true;
                    case "drop" -> false;
                    default ->
                            throw new ConfigurationException(
                                    pid, "executable", executable, "use keep or drop");
                },
                stateGroup.strip());
    }
}
