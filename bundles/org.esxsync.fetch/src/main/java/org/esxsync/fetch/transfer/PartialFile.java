package org.esxsync.fetch.transfer;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.esxsync.fetch.location.Failures;
import org.esxsync.fetch.location.Version;
import org.jspecify.annotations.Nullable;

/**
 * What has come of one artifact so far, on disk as soon as there is more than a little. Beside it
 * stands a note of the version that the bytes belong to, if they can be continued at all; it is
 * written before the first of them. For one thread.
 */
final class PartialFile implements AutoCloseable {

    private static final long UNKNOWN = -1;

    /** So few bytes come again in less time than it takes to keep them. */
    private static final int MOST_IN_MEMORY = 128 * 1024;

    private final Path data;
    private final Path note;
    private final Runnable release;
    private @Nullable OutputStream out;
    private @Nullable ByteArrayOutputStream memory;
    private boolean onDisk;
    private @Nullable Version version;
    private long length;
    private long total = UNKNOWN;
    private boolean kept;

    /** Takes up what an earlier process left, if its note can be read. */
    PartialFile(Path data, Runnable release) {
        this.data = data;
        this.note = data.resolveSibling(data.getFileName() + ".version");
        this.release = release;
        onDisk = Files.isRegularFile(data);
        if (Files.isRegularFile(note)) {
            readNote();
        }
        kept = version != null;
    }

    Path path() {
        return data;
    }

    /** The file with all that has come so far. */
    Path whole() {
        try {
            writeMemory(false);
            return data;
        } catch (IOException e) {
            throw Failures.unwritable(data, e);
        }
    }

    long length() {
        return length;
    }

    /** Bytes of the whole, or -1. */
    long total() {
        return total;
    }

    /** The version that the bytes belong to, or null if they cannot be continued. */
    @Nullable Version version() {
        return version;
    }

    /** Starts again with nothing. */
    void restart(@Nullable Version newVersion, long newTotal) {
        try {
            closeOutput();
            deleteFiles();
            memory = new ByteArrayOutputStream();
            length = 0;
            total = newTotal;
            version = newVersion != null && newVersion.strong() ? newVersion : null;
        } catch (IOException e) {
            throw Failures.unwritable(data, e);
        }
    }

    /** Gives up what has come so far. */
    void forget() {
        version = null;
        length = 0;
    }

    void append(byte[] bytes, int offset, int count) {
        try {
            if (memory != null && memory.size() + count <= MOST_IN_MEMORY) {
                memory.write(bytes, offset, count);
            } else {
                output().write(bytes, offset, count);
            }
            length += count;
        } catch (IOException e) {
            throw Failures.unwritable(data, e);
        }
    }

    /** The bytes that have come so far. */
    InputStream read() {
        try {
            writeMemory(true);
            return Files.newInputStream(data);
        } catch (IOException e) {
            throw Failures.unwritable(data, e);
        }
    }

    /** Says whether the bytes stay for a later call, if they can be continued. */
    void keep(boolean keep) {
        kept = keep;
    }

    /** Makes the finished file the target. */
    void moveTo(Path target) {
        try {
            writeMemory(false);
            closeOutput();
            Files.move(data, target);
            onDisk = Files.isRegularFile(note);
        } catch (IOException e) {
            throw Failures.unwritable(target, e);
        }
    }

    @Override
    public void close() {
        try (Closeable output = this::closeOutput) {
            if (kept && version != null && length > 0) {
                writeMemory(true);
            } else {
                closeOutput();
                deleteFiles();
            }
        } catch (IOException e) {
            throw Failures.unwritable(data, e);
        } finally {
            release.run();
        }
    }

    private OutputStream output() throws IOException {
        writeMemory(true);
        if (out == null) {
            out = new FileOutputStream(data.toFile(), true);
        }
        return out;
    }

    /**
     * Brings what is still in memory to disk.
     *
     * @param unfinished whether it is to be continued
     */
    private void writeMemory(boolean unfinished) throws IOException {
        if (memory == null) {
            return;
        }
        Path directory = Objects.requireNonNull(data.getParent());
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        onDisk = true;
        closeOutput();
        out = new FileOutputStream(data.toFile());
        if (unfinished && version != null) {
            writeNote(version);
        }
        memory.writeTo(out);
        memory = null;
    }

    private void deleteFiles() throws IOException {
        if (onDisk) {
            Files.deleteIfExists(note);
            Files.deleteIfExists(data);
            onDisk = false;
        }
    }

    private void closeOutput() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }

    private void readNote() {
        try {
            List<String> lines = Files.readAllLines(note);
            // Even without the data it must not come to stand beside other bytes.
            onDisk = true;
            long size = Files.size(data);
            total = Long.parseLong(lines.get(1));
            length = total > 0 && size >= total ? dropLastByte() : size;
            version = Version.parse(lines.get(0));
        } catch (IOException | RuntimeException e) {
            version = null;
        }
    }

    /** So that there is a byte to ask for, and the server says whether the rest still stands. */
    private long dropLastByte() throws IOException {
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
            channel.truncate(total - 1);
        }
        return total - 1;
    }

    private void writeNote(Version noted) throws IOException {
        Path draft = note.resolveSibling(note.getFileName() + ".new");
        Files.write(draft, List.of(noted.text(), Long.toString(total)));
        Files.move(draft, note, StandardCopyOption.REPLACE_EXISTING);
    }
}
