package org.esxsync.api.fetch;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A document that was asked for.
 *
 * @param location where it was in the end found, after redirects: relative links start here
 * @param modified false if the copy named by the validator is still right; then the body is empty
 * @param body its bytes. They are handed over, not copied, since documents can be large: neither
 *     who made the document nor who reads it changes them
 * @param contentType the media type and character set that the server gave, or null
 * @param validator names this version of the document in a later request, or null if the server
 *     offers none
 */
public record Document(
        URI location,
        boolean modified,
        byte[] body,
        @Nullable String contentType,
        @Nullable String validator) {}
