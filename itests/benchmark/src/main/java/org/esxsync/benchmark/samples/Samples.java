package org.esxsync.benchmark.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.esxsync.api.file.DirectoryTree;

/** What the micro-benchmarks work on. They stand beside what they measure, in its package. */
public final class Samples {

    /** The patch that the samples are about. */
    public static final String ID = "ESX-1000001";

    private static final long SEED = 1;

    private Samples() {}

    /** The page of the patch. */
    public static byte[] patchPage() throws IOException {
        Path directory = Files.createTempDirectory("esxsync-micro");
        try {
            PatchSite.addPage(directory, ID, LocalDate.of(2007, 4, 4), 40_000_000, "0".repeat(32));
            return Files.readAllBytes(directory.resolve("esx-1000001-patch.html"));
        } finally {
            DirectoryTree.delete(directory);
        }
    }

    /** The metadata zip of a depot. */
    public static byte[] metadataZip(int bulletins) throws IOException {
        Path directory = Files.createTempDirectory("esxsync-micro");
        try {
            Depot.generate(directory, DepotShape.even(bulletins, bulletins, 64L * bulletins), SEED);
            return Files.readAllBytes(directory.resolve("metadata-0.zip"));
        } finally {
            DirectoryTree.delete(directory);
        }
    }

    /** The tarball of the patch, of about so many bytes. */
    public static byte[] tarball(long size) throws IOException {
        Path file = Files.createTempFile("esxsync-micro", ".tgz");
        try {
            new PatchTarball(ID, size).write(file, new PatchContent(SEED));
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
