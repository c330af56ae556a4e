package org.esxsync.fetch.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.fetch.archive.Samples;
import org.esxsync.fetch.config.Configs;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.FetcherByScheme;
import org.esxsync.room.testkit.RealSamples;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    private static final int MUTATIONS = 1000;

    private static final Fetcher NO_NETWORK =
            request -> {
                throw new AssertionError("no file: " + request.location());
            };

    @TempDir private Path directory;

    @Test
    void detectsEachOfAThousandFlippedBits() throws IOException {
        Downloader downloader = downloader(MessageDigest::getInstance);
        byte[] patch = Samples.tgz(tar -> Samples.file(tar, "P/x", Samples.noise(10_000, 1)));
        Path file = directory.resolve("p.tgz");
        Random random = new Random(42);
        int detected = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = patch.clone();
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, mutated);
            Algorithm algorithm = Algorithm.values()[i % Algorithm.values().length];
            Artifact artifact =
                    new Artifact(
                            new RelativePath("p.tgz"),
                            file.toUri(),
                            Artifact.UNKNOWN_SIZE,
                            List.of(digest(algorithm, patch)));
            boolean unpack = i % 3 == 0;
            assertThrows(FetchException.class, () -> fetch(downloader, artifact, unpack));
            assertFalse(Files.exists(target()));
            detected++;
        }
        assertEquals(MUTATIONS, detected);
        assertNothingLeft();
    }

    @Test
    void acceptsAnyNumberOfZerosBehindTheEndOfAnArchive() throws IOException {
        byte[] patch = Samples.tar(tar -> Samples.file(tar, "P/x", Samples.noise(10_000, 1)));
        Path file = Files.write(directory.resolve("p.tar"), Arrays.copyOf(patch, 3 << 20));
        Artifact artifact =
                new Artifact(
                        new RelativePath("p.tar"), file.toUri(), Artifact.UNKNOWN_SIZE, List.of());

        fetch(downloader(MessageDigest::getInstance), artifact, true);

        assertTrue(Files.exists(target().resolve("x")));
    }

    @Test
    void knowsAnArchiveBehindALongGzipHeader() throws IOException {
        byte[] patch = Samples.patch();
        int extra = 60_000;
        ByteBuffer bytes =
                ByteBuffer.allocate(patch.length + 2 + extra).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(patch, 0, 10).putShort((short) extra).put(new byte[extra]);
        bytes.put(patch, 10, patch.length - 10).put(3, (byte) 4);
        Path file = Files.write(directory.resolve("p.tgz"), bytes.array());

        fetch(downloader(MessageDigest::getInstance), artifact(file, bytes.capacity()), true);

        assertTrue(Files.exists(target().resolve("a.rpm")));
    }

    @Test
    void passesOverADigestThatThePlatformCannotCompute() throws IOException {
        Downloader downloader =
                downloader(
                        algorithm -> {
                            if (algorithm.equals("MD5")) {
                                throw new NoSuchAlgorithmException("forbidden by policy");
                            }
                            return MessageDigest.getInstance(algorithm);
                        });
        byte[] patch = Samples.patch();
        Path file = Files.write(directory.resolve("p.tgz"), patch);
        Digest wrong = digest(Algorithm.MD5, new byte[0]);
        Digest right = digest(Algorithm.SHA_1, patch);

        StagedArtifact staged = fetch(downloader, artifact(file, patch.length, wrong, right), true);

        assertEquals(List.of(right), staged.checked());
        assertEquals(digest(Algorithm.SHA_256, patch).hex(), staged.sha256());
    }

    @Test
    void wantsEveryDigestToAgree() throws IOException {
        byte[] patch = Samples.patch();
        Path file = Files.write(directory.resolve("p.tgz"), patch);
        Digest wrong = digest(Algorithm.SHA_512, new byte[0]);
        Digest right = digest(Algorithm.MD5, patch);

        FetchException e =
                assertThrows(
                        FetchException.class,
                        () ->
                                fetch(
                                        downloader(MessageDigest::getInstance),
                                        artifact(file, patch.length, right, wrong),
                                        true));

        assertEquals(Reason.WRONG_CONTENT, e.reason());
    }

    @Test
    void hashesEachUnpackedFile() throws IOException {
        byte[] patch = Samples.patch();
        Path file = Files.write(directory.resolve("p.tgz"), patch);

        StagedArtifact staged =
                fetch(downloader(MessageDigest::getInstance), artifact(file, patch.length), true);

        for (StagedFile each : staged.files()) {
            byte[] bytes = Files.readAllBytes(each.path().under(target()));
            assertEquals(bytes.length, each.size());
            assertEquals(digest(Algorithm.SHA_256, bytes).hex(), each.sha256());
        }
    }

    @Test
    void unpacksRealBundles() throws IOException {
        Optional<Path> samples = sampleBundles();
        Assumptions.assumeTrue(samples.isPresent(), "there are no samples here");
        try (Stream<Path> bundles = Files.list(samples.get())) {
            for (Path bundle : bundles.toList()) {
                StagedArtifact staged =
                        fetch(
                                downloader(MessageDigest::getInstance),
                                artifact(bundle, Files.size(bundle)),
                                true);
                assertFalse(staged.files().isEmpty());
                DirectoryTree.delete(target());
            }
        }
    }

    private static Optional<Path> sampleBundles() {
        return RealSamples.find("bundles");
    }

    private StagedArtifact fetch(Downloader downloader, Artifact artifact, boolean unpack) {
        Path partials = directory.resolve("partials");
        return unpack
                ? downloader.unpack(artifact, target(), partials, TransferListener.NONE)
                : downloader.download(artifact, target(), partials, TransferListener.NONE);
    }

    private static Downloader downloader(Checksums.Provider checksums) {
        return new ArtifactDownloader(
                new FetcherByScheme(NO_NETWORK, NO_NETWORK),
                Configs.quick().download(),
                new PartialFiles(Duration.ofDays(7), Clock.systemUTC()),
                checksums);
    }

    private static Artifact artifact(Path file, long size, Digest... digests) {
        String name = file.getFileName().toString();
        return new Artifact(new RelativePath(name), file.toUri(), size, List.of(digests));
    }

    private static Digest digest(Algorithm algorithm, byte[] bytes) {
        return Digest.of(algorithm, bytes);
    }

    private Path target() {
        return directory.resolve("target");
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of("p.tgz", "partials"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
