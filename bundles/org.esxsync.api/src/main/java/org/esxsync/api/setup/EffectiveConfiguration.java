package org.esxsync.api.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration with all its keys.
 *
 * @param pid its PID
 * @param description what it is for
 * @param file the file that it comes from, or null if there is none
 * @param keys its keys, in the order in which the bundle describes them
 */
public record EffectiveConfiguration(
        String pid, String description, @Nullable String file, List<Key> keys) {

    /** Where a value comes from. */
    public enum Origin {
        FILE,
        CONFIG_ADMIN,
        FRAMEWORK_PROPERTY,
        DEFAULT
    }

    /**
     * A key.
     *
     * @param name the key
     * @param value what counts now, without secrets
     * @param defaultValue what counts if nothing is set
     * @param origin where the value comes from
     * @param options the values that are allowed; empty if that depends on the type
     * @param description what it means
     */
    public record Key(
            String name,
            String value,
            String defaultValue,
            Origin origin,
            List<String> options,
            String description) {

        public Key {
            options = List.copyOf(options);
        }
    }

    public EffectiveConfiguration {
        keys = List.copyOf(keys);
    }
}
