package org.esxsync.serve.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;
import org.esxsync.serve.content.Body;

/**
 * Sends a body piece by piece, without a thread that waits for the client: a slow one costs a
 * buffer.
 */
final class BodySender extends IteratingNestedCallback {

    private static final int PIECE = 1 << 16;

    private final Body body;
    private final Response response;
    private final RetainableByteBuffer buffer;
    private final long length;
    private long at;
    private boolean isReleased;

    BodySender(Body body, Request request, Response response, Callback callback) {
        super(callback);
        this.body = body;
        this.length = body.length();
        this.response = response;
        ByteBufferPool pool = request.getComponents().getByteBufferPool();
        this.buffer = pool.acquire(PIECE, true);
    }

    /** It reads a disk, which must not keep the thread from its work that looks after all. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.BLOCKING;
    }

    @Override
    protected Action process() throws IOException {
        if (at > 0 && at >= length) {
            release();
            return Action.SUCCEEDED;
        }
        ByteBuffer bytes = buffer.getByteBuffer();
        bytes.clear().limit((int) Math.min(PIECE, length - at));
        while (bytes.hasRemaining()) {
            body.read(at + bytes.position(), bytes);
        }
        bytes.flip();
        at += bytes.remaining();
        boolean isLast = at >= length;
        if (length == 0) {
            at = 1;
        }
        response.write(isLast, bytes, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        release();
        super.onCompleteFailure(cause);
    }

    private void release() {
        if (!isReleased) {
            isReleased = true;
            buffer.release();
        }
    }
}
