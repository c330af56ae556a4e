package org.esxsync.api.setup;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source to add.
 *
 * @param location a file, a directory or a URL, as a person types it
 * @param name what to call it, or null for a name made of the location
 * @param tokenFile the file with the token that the URL needs, or null if there is none yet
 * @param token asks a person for the token; gives null where nobody can be asked
 */
public record NewSource(
        String location,
        @Nullable String name,
        @Nullable Path tokenFile,
        Supplier<char @Nullable []> token) {

    /** One that needs no token. */
    public static NewSource at(String location) {
        return new NewSource(location, null, null, () -> null);
    }
}
