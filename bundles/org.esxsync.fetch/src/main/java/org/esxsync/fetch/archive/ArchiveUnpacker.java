package org.esxsync.fetch.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.fetch.archive.UnpackTarget.Unpacked;
import org.esxsync.fetch.config.UnpackLimits;
import org.esxsync.fetch.location.Failures;
import org.jspecify.annotations.Nullable;

/** Unpacks one archive into a work directory beside its target, and makes it the target at last. */
public final class ArchiveUnpacker implements AutoCloseable {

    private final Path target;
    private final Path work;
    private final UnpackLimits limits;
    private Unpacked unpacked = new Unpacked(Path.of(""), null, List.of(), List.of());

    public ArchiveUnpacker(Path target, UnpackLimits limits) {
        this.target = target;
        this.limits = limits;
        this.work = workDirectory(target);
    }

    /**
     * Unpacks a tar file, plain or gzip'd, as it comes. What was added later under the same name
     * takes the place of the earlier, as {@code tar -r} means it.
     *
     * @param consumed how many bytes of the archive were read so far
     */
    public void untar(InputStream stream, boolean gzipped, LongSupplier consumed)
            throws IOException {
        UnpackTarget unpacking = new UnpackTarget(work, limits, consumed, true);
        try {
            TarReader.unpack(gzipped ? new GzipMembers(stream) : stream, unpacking);
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
        unpacked = unpacking.finish();
    }

    /** Unpacks a zip file, in which each name stands once. */
    public void unzip(Path zip) throws IOException {
        long size = Files.size(zip);
        UnpackTarget unpacking = new UnpackTarget(work, limits, () -> size, false);
        ZipReader.unpack(zip, unpacking);
        unpacked = unpacking.finish();
    }

    /** The single directory at the archive's top, or null if there is none. */
    public @Nullable String directory() {
        return unpacked.directory();
    }

    /** The paths of which the archive held several files or links: the last one counts. */
    public List<RelativePath> repeated() {
        return unpacked.repeated();
    }

    /** Makes what was unpacked the target. */
    public List<StagedFile> moveToTarget() {
        try {
            Files.move(unpacked.top(), target);
            return unpacked.files();
        } catch (IOException e) {
            throw Failures.unwritable(target, e);
        }
    }

    @Override
    public void close() {
        try {
            DirectoryTree.delete(work);
        } catch (IOException e) {
            throw Failures.unwritable(work, e);
        }
    }

    /** Named without a SecureRandom, which costs more than a small patch: a clash is an error. */
    private static Path workDirectory(Path target) {
        long chance = ThreadLocalRandom.current().nextLong();
        String name = ".%s-%016x".formatted(target.getFileName(), chance);
        try {
            return Files.createDirectory(target.resolveSibling(name));
        } catch (IOException e) {
            throw Failures.unwritable(target, e);
        }
    }
}
