package org.esxsync.serve.content;

import java.io.Closeable;
import java.io.IOException;
import org.esxsync.serve.http.Validators;

/**
 * One state of what a URL names.
 *
 * @param body its bytes
 * @param mediaType what they are
 * @param validators by what a client tells this state from another
 * @param isReplaced whether another state was served not long ago, of which a client may hold a
 *     part
 */
public record Representation(Body body, String mediaType, Validators validators, boolean isReplaced)
        implements Closeable {

    /** One that did not take the place of another. */
    public Representation(Body body, String mediaType, Validators validators) {
        this(body, mediaType, validators, false);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
