package org.esxsync.serve.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.esxsync.serve.mirror.FileState;

/** The CRC-32 of files, each computed once as long as it is the same. Safe for many threads. */
final class Checksums {

    private static final int REMEMBERED = 50_000;
    private static final int BUFFER = 1 << 17;

    private final Map<FileState, Integer> known = new ConcurrentHashMap<>();

    /**
     * @throws IOException if it cannot be read, or changed meanwhile
     */
    int of(FileState state) throws IOException {
        Integer checksum = known.get(state);
        if (checksum == null) {
            checksum = compute(state);
            makeRoom();
            known.put(state, checksum);
        }
        return checksum;
    }

    /** Whether nothing must be read for it. */
    boolean knows(FileState state) {
        return known.containsKey(state);
    }

    private static int compute(FileState state) throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = FileChannel.open(state.path(), StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                crc.update(buffer.flip());
                buffer.clear();
            }
        }
        if (!FileState.of(state.path()).equals(state)) {
            throw new IOException(state.path() + " was replaced while it was read");
        }
        return (int) crc.getValue();
    }

    /** Which ones go does not matter: they are computed again. */
    private void makeRoom() {
        Iterator<FileState> each = known.keySet().iterator();
        while (known.size() >= REMEMBERED && each.hasNext()) {
            each.next();
            each.remove();
        }
    }
}
