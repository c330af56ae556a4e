package org.esxsync.serve.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.serve.mirror.FileState;

/**
 * The CRC-32 of files: as the ledger has it, or else computed once as long as the file is the same.
 * Safe for many threads.
 */
final class Checksums {

    private static final int REMEMBERED = 50_000;
    private static final int BUFFER = 1 << 17;

    private final Map<FileState, Integer> known = new ConcurrentHashMap<>();

    /**
     * The checksum of a file of a depot.
     *
     * @throws IOException if it cannot be read, or changed meanwhile
     */
    int of(DepotFiles.Entry entry) throws IOException {
        if (entry.crc32() != StagedFile.UNKNOWN_CRC) {
            return (int) entry.crc32();
        }
        FileState state = entry.state();
        Integer checksum = known.get(state);
        if (checksum == null) {
            checksum = compute(state);
            makeRoom();
            known.put(state, checksum);
        }
        return checksum;
    }

    /** Whether nothing must be read for it. */
    boolean knows(DepotFiles.Entry entry) {
        return entry.crc32() != StagedFile.UNKNOWN_CRC || known.containsKey(entry.state());
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
