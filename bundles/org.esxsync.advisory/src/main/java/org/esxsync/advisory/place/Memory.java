package org.esxsync.advisory.place;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.esxsync.advisory.record.Finding;
import org.esxsync.api.PlainReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found in the files of a place, so that those that have not changed need not be read
 * again: eight bytes for each file without a finding, of which there are some 250,000. It may be
 * deleted at any time. Used by one thread.
 */
final class Memory {

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private static final int MAGIC = 0x45535841;

    /** Count it up whenever the same files shall give other findings. */
    private static final int VERSION = 3;

    private static final int MAX_FILES = 4_000_000;
    private static final int MAX_FINDINGS = 1_000_000;

    private final long[] empty;
    private final Map<Long, List<Finding>> found;

    private Memory(long[] empty, Map<Long, List<Finding>> found) {
        this.empty = empty;
        this.found = found;
    }

    static Memory nothing() {
        return new Memory(new long[0], Map.of());
    }

    /**
     * Reads what was written; nothing if there is none, or it is damaged.
     *
     * @param file where it is kept, or null if it is not
     */
    static Memory read(@Nullable Path file) {
        if (file == null) {
            return nothing();
        }
        CheckedInputStream checked = null;
        try (DataInputStream in =
                new DataInputStream(
                        checked =
                                new CheckedInputStream(
                                        new BufferedInputStream(Files.newInputStream(file)),
                                        new CRC32()))) {
            Memory memory = read(in);
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum) {
                throw new IOException("its checksum is wrong");
            }
            return memory;
        } catch (NoSuchFileException e) {
            return nothing();
        } catch (IOException e) {
            LOG.info("{} cannot be used, so that all is read again: {}", file, PlainReason.of(e));
            return nothing();
        }
    }

    private static Memory read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException("it is of another version");
        }
        int count = in.readInt();
        if (count < 0 || count > MAX_FILES) {
            throw new IOException("it tells of too many files");
        }
        LongList empty = new LongList();
        for (int i = 0; i < count; i++) {
            empty.add(in.readLong());
        }
        Map<Long, List<Finding>> found = new HashMap<>();
        int left = MAX_FINDINGS;
        for (int i = in.readInt(); i > 0; i--) {
            long file = in.readLong();
            int findings = in.readInt();
            left -= findings;
            if (findings < 0 || left < 0) {
                throw new IOException("it has too many findings");
            }
            List<Finding> list = new ArrayList<>();
            for (int j = 0; j < findings; j++) {
                list.add(FindingText.read(in));
            }
            found.put(file, list);
        }
        return new Memory(empty.sorted(), found);
    }

    /** What was found in a file as it is now; null if it must be read. */
    @Nullable List<Finding> findings(long file) {
        return Arrays.binarySearch(empty, file) >= 0 ? List.of() : found.get(file);
    }

    /** Collects what is remembered of a place, in place of what was. */
    static final class Writer {

        private final LongList empty = new LongList();
        private final Map<Long, List<Finding>> found = new HashMap<>();
        private int findings;

        /** What cannot be kept is read each time, and keeps nothing else from being remembered. */
        void add(long file, List<Finding> list) {
            if (list.isEmpty()) {
                empty.add(file);
            } else if (findings + list.size() <= MAX_FINDINGS && FindingText.canBeKept(list)) {
                findings += list.size();
                found.put(file, List.copyOf(list));
            }
        }

        /** Writes it in one step, so that a reader sees all or nothing of it. */
        void write(Path file) throws IOException {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            Path made = Files.createTempFile(directory, "writing-", ".tmp");
            try {
                writeTo(made);
                Files.move(
                        made,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(made);
            }
        }

        private void writeTo(Path file) throws IOException {
            CheckedOutputStream checked =
                    new CheckedOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(file)), new CRC32());
            try (DataOutputStream out = new DataOutputStream(checked)) {
                out.writeInt(MAGIC);
                out.writeInt(VERSION);
                long[] files = empty.sorted();
                int count = Math.min(files.length, MAX_FILES);
                out.writeInt(count);
                for (int i = 0; i < count; i++) {
                    out.writeLong(files[i]);
                }
                out.writeInt(found.size());
                for (Map.Entry<Long, List<Finding>> each : found.entrySet()) {
                    out.writeLong(each.getKey());
                    out.writeInt(each.getValue().size());
                    for (Finding finding : each.getValue()) {
                        FindingText.write(finding, out);
                    }
                }
                out.writeLong(checked.getChecksum().getValue());
            }
        }
    }
}
