package org.esxsync.benchmark.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A generated VI3 patch site in a directory that a web server shows: its index, a page for each
 * patch, and the tarballs.
 *
 * @param directory where it is
 * @param ids its patches
 * @param bytes what its tarballs have together
 */
public record PatchSite(Path directory, List<String> ids, long bytes) {

    public static final String INDEX = "vi3_patches.html";
    public static final String RELEASE = "esx-3.0.1";

    private static final int FIRST_NUMBER = 1_000_001;
    private static final LocalDate FIRST_DAY = LocalDate.of(2006, 6, 15);

    /** The spread of the sizes: one in a hundred is some sixteen times the median. */
    private static final double SIGMA = 1.2;

    private static final String NOTES =
            """
            <p>This made-up patch corrects what the notes of made-up patches are about: under heavy
            load a virtual machine with many network cards could lose its connection, and the
            service console could report more memory than the host has. Install it with esxupdate
            from a depot that the host can reach, and read the notes on the order first.</p>
            """;

    /** Generates patches whose sizes are spread like those of real ones. */
    public static PatchSite logNormal(Path directory, int patches, long bytes, long seed) {
        Random random = new Random(seed);
        double[] weights =
                random.doubles(patches)
                        .map(unused -> Math.exp(SIGMA * random.nextGaussian()))
                        .toArray();
        double sum = IntStream.range(0, patches).mapToDouble(i -> weights[i]).sum();
        return generate(
                directory,
                IntStream.range(0, patches)
                        .mapToObj(i -> Math.round(bytes * weights[i] / sum))
                        .toList(),
                seed);
    }

    /** Generates patches of one size. */
    public static PatchSite even(Path directory, int patches, long size, long seed) {
        return generate(
                directory, IntStream.range(0, patches).mapToObj(unused -> size).toList(), seed);
    }

    private static PatchSite generate(Path directory, List<Long> sizes, long seed) {
        PatchContent content = new PatchContent(seed);
        List<String> ids =
                IntStream.range(0, sizes.size())
                        .mapToObj(i -> "ESX-" + (FIRST_NUMBER + i))
                        .toList();
        try {
            Files.createDirectories(directory);
            long bytes =
                    IntStream.range(0, sizes.size())
                            .parallel()
                            .mapToLong(i -> patch(directory, ids.get(i), i, sizes.get(i), content))
                            .sum();
            PatchSite site = new PatchSite(directory, ids, bytes);
            site.list(ids.size());
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long patch(
            Path directory, String id, int number, long size, PatchContent content) {
        try {
            Path tarball = directory.resolve(id + ".tgz");
            String md5 = new PatchTarball(id, size).write(tarball, content);
            long bytes = Files.size(tarball);
            addPage(directory, id, FIRST_DAY.plusDays(number), bytes, md5);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the page of a patch. */
    public static void addPage(Path directory, String id, LocalDate day, long bytes, String md5)
            throws IOException {
        Files.writeString(
                directory.resolve(page(id)),
                """
                <html><head><title>ESX Server 3.0.1, Patch %1$s: made-up update</title></head>
                <body>
                <table>
                <tr><td>Release Date:</td><td>%2$s</td></tr>
                <tr><td><a href="%1$s.tgz">Download Now</a></td><td></td></tr>
                <tr><td>Download Size:</td><td>%3$s MB</td></tr>
                <tr><td>Download Filename:</td><td>%1$s.tgz</td></tr>
                <tr><td>md5sum:</td><td>%4$s</td></tr>
                <tr><td>Product Versions</td><td>ESX Server 3.0.1</td></tr>
                <tr><td>Patch Classification</td><td>General</td></tr>
                <tr><td>Supersedes</td><td>None</td></tr>
                <tr><td>ESX Server Host Reboot Required</td><td>Yes</td></tr>
                </table>
                %5$s
                </body></html>
                """
                        .formatted(id, day, megabytes(bytes), md5, NOTES.repeat(6)));
    }

    /** Rounded as on the pages of VI3. */
    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }

    /** Lets the index name the first patches only. */
    public void list(int count) throws IOException {
        list(directory, ids.subList(0, count));
    }

    /** Writes the index, with a time of its own, since clients compare times to the second. */
    public static void list(Path directory, List<String> ids) throws IOException {
        String links =
                ids.stream()
                        .map(id -> "<li><a href=\"%s\">%s</a></li>\n".formatted(page(id), id))
                        .collect(Collectors.joining());
        Path draft = directory.resolve(INDEX + ".new");
        Files.writeString(
                draft,
                "<html><head><title>Patches</title></head><body><ul>\n%s</ul></body></html>\n"
                        .formatted(links));
        Files.setLastModifiedTime(
                draft,
                FileTime.from(
                        FIRST_DAY
                                .atStartOfDay(ZoneOffset.UTC)
                                .plusSeconds(ids.size())
                                .toInstant()));
        Files.move(draft, directory.resolve(INDEX), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String page(String id) {
        return id.toLowerCase(Locale.ROOT) + "-patch.html";
    }
}
