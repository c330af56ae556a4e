package org.esxsync.fetch.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.benchmark.samples.Samples;
import org.esxsync.fetch.config.UnpackLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Unpacks a tarball onto a disk, which is memory where there is such a disk. */
@State(Scope.Benchmark)
public class TarballUnpacking {

    private static final int MEGABYTES = 8;

    private byte[] tarball;
    private Path directory;

    @Setup
    public void prepare() throws IOException {
        tarball = Samples.tarball(MEGABYTES * 1_000_000L);
        Path memory = Path.of("/dev/shm");
        directory =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "esxsync-micro")
                        : Files.createTempDirectory("esxsync-micro");
    }

    @TearDown
    public void delete() throws IOException {
        DirectoryTree.delete(directory);
    }

    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public void oneMegabyte() throws IOException {
        Path target = directory.resolve("unpacked");
        UnpackLimits limits = new UnpackLimits(1000, 10, 1L << 30, 200);
        try (ArchiveUnpacker unpacker = new ArchiveUnpacker(target, limits)) {
            unpacker.untar(new ByteArrayInputStream(tarball), true, () -> tarball.length);
            unpacker.moveToTarget();
        }
        DirectoryTree.delete(target);
    }
}
