package org.esxsync.serve.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.esxsync.serve.content.Body;
import org.esxsync.serve.content.FileBody;
import org.esxsync.serve.mirror.FileState;
import org.jspecify.annotations.Nullable;

/**
 * Opens the files of a bundle one after the other as their bytes are needed, since there are more
 * of them than a process may open. Used by one thread at a time.
 */
final class OpenFile implements Closeable {

    private @Nullable FileState state;
    private @Nullable FileBody open;

    /** The bytes of a file, which must still be in this state when they are read. */
    Body body(FileState wanted) {
        return new Body() {
            @Override
            public long length() {
                return wanted.size();
            }

            @Override
            public void read(long at, ByteBuffer into) throws IOException {
                opened(wanted).read(at, into);
            }
        };
    }

    private FileBody opened(FileState wanted) throws IOException {
        FileBody current = open;
        if (current == null || !wanted.equals(state)) {
            close();
            FileChannel channel =
                    FileChannel.open(
                            wanted.path(),
                            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            current = new FileBody(channel, wanted.size());
            open = current;
            state = wanted;
            if (!FileState.of(wanted.path()).equals(wanted)) {
                close();
                throw new IOException(wanted.path() + " was replaced while it was sent");
            }
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        FileBody current = open;
        open = null;
        if (current != null) {
            current.close();
        }
    }
}
