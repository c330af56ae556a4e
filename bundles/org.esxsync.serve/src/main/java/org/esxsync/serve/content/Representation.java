package org.esxsync.serve.content;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.esxsync.serve.http.Validators;

/**
 * One state of what a URL names.
 *
 * @param body its bytes
 * @param mediaType what they are
 * @param validators by what a client tells this state from another
 * @param mayHaveReplaced whether a client may hold a part of another state, as far as is known;
 *     asked only where that matters, before the body is closed
 */
public record Representation(
        Body body, String mediaType, Validators validators, BooleanSupplier mayHaveReplaced)
        implements Closeable {

    /** One that is always the same. */
    public static Representation constant(Body body, String mediaType, Validators validators) {
        return new Representation(body, mediaType, validators, () -> false);
    }

    /** One that is made anew for each request, and may be another each time. */
    public static Representation passing(Body body, String mediaType, Validators validators) {
        return new Representation(body, mediaType, validators, () -> true);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
