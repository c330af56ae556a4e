package org.esxsync.benchmark.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A generated depot in a directory that a web server shows. Beside it stands a list of its files in
 * the form of {@code sha256sum}, for contenders that read no metadata.
 */
public final class Depot {

    /** Where the metadata zips of a depot describe each bulletin for hosts. */
    public static final String BULLETINS = MetadataDocument.BULLETINS;

    /** What a client that reads depots is given. */
    public static final String INDEX = "index.xml";

    private static final String VENDOR_INDEX = "vendor-index.xml";
    private static final String DOCUMENTS = "DOCUMENTS";
    private static final String SUMS = "SHA256SUMS";
    private static final Instant FIRST_TIME = Instant.parse("2025-01-15T00:00:00Z");

    private final Path directory;
    private final DepotShape shape;
    private final List<Vib> vibs;
    private final List<Vib> newer;
    private final List<MetadataDocument> documents;
    private boolean listsNew;

    private Depot(Path directory, DepotShape shape, List<Vib> all) {
        this.directory = directory;
        this.shape = shape;
        this.vibs = all.subList(0, shape.vibs());
        this.newer = all.subList(shape.vibs(), all.size());
        this.documents =
                IntStream.range(0, shape.documents())
                        .mapToObj(i -> new MetadataDocument(shape, i, vibsOf(i)))
                        .toList();
    }

    /** Writes all of it, without its new bulletins. */
    public static Depot generate(Path directory, DepotShape shape, long seed) throws IOException {
        Files.createDirectories(directory);
        PatchContent content = new PatchContent(seed);
        List<Long> sizes = sizes(shape, new Random(seed));
        Depot depot =
                new Depot(
                        directory,
                        shape,
                        IntStream.range(0, sizes.size())
                                .parallel()
                                .mapToObj(i -> vib(directory, i, sizes.get(i), content))
                                .toList());
        depot.writeIndexes();
        for (MetadataDocument document : depot.documents) {
            document.write(directory.resolve(document.name()), List.of());
        }
        depot.listForScripts();
        return depot;
    }

    /** Those of the later bulletins have the size of the median. */
    private static List<Long> sizes(DepotShape shape, Random random) {
        List<Double> weights =
                Stream.generate(() -> Math.exp(shape.sigma() * random.nextGaussian()))
                        .limit(shape.vibs())
                        .collect(Collectors.toCollection(ArrayList::new));
        double each = shape.bytes() / weights.stream().mapToDouble(weight -> weight).sum();
        IntStream.range(0, shape.newBulletins()).forEach(unused -> weights.add(1.0));
        return weights.stream().map(weight -> Math.max(64, Math.round(each * weight))).toList();
    }

    private static Vib vib(Path directory, int number, long size, PatchContent content) {
        try {
            return Vib.write(directory, number, size, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Vib> vibsOf(int document) {
        return IntStream.iterate(document, i -> i < vibs.size(), i -> i + shape.documents())
                .mapToObj(vibs::get)
                .toList();
    }

    private void writeIndexes() throws IOException {
        Files.writeString(
                directory.resolve(INDEX),
                """
                <vendorList><vendor><name>Benchmark</name><code>BMK</code>\
                <indexfile>vendor-index.xml</indexfile><patchUrl></patchUrl><relativePath/>\
                <content><name>VMware ESX</name>\
                <type>http://www.vmware.com/depotmanagement/esx</type></content>\
                </vendor></vendorList>
                """);
        String metadata =
                documents.stream()
                        .map(
                                document ->
                                        """
                                        <metadata><productId>embeddedEsx</productId>\
                                        <version>%s</version><locale></locale><url>%s</url>\
                                        <channelName>default</channelName></metadata>\
                                        """
                                                .formatted(document.version(), document.name()))
                        .collect(Collectors.joining());
        Files.writeString(
                directory.resolve(VENDOR_INDEX), "<metaList>" + metadata + "</metaList>\n");
    }

    /**
     * Lets the first metadata document have the new bulletins, or not.
     *
     * <p>What changes gets a time of its own, since clients compare times to the second.
     */
    public void listNew(boolean listed) throws IOException {
        MetadataDocument first = documents.get(0);
        listsNew = listed;
        Path draft = directory.resolve(first.name() + ".new");
        first.write(draft, listed ? newer : List.of());
        Files.setLastModifiedTime(draft, time());
        Files.move(
                draft,
                directory.resolve(first.name()),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        listForScripts();
    }

    private FileTime time() {
        return FileTime.from(FIRST_TIME.plusSeconds(listsNew ? 60 : 0));
    }

    private void listForScripts() throws IOException {
        Files.write(directory.resolve(DOCUMENTS), documentNames());
        Path sums = directory.resolve(SUMS);
        Files.write(
                sums,
                sums().entrySet().stream()
                        .map(sum -> sum.getValue() + "  " + sum.getKey())
                        .toList());
        Files.setLastModifiedTime(sums, time());
    }

    private List<String> documentNames() {
        List<String> names = new ArrayList<>(List.of(INDEX, VENDOR_INDEX));
        documents.forEach(document -> names.add(document.name()));
        return names;
    }

    /** How many documents a client reads to know the depot: both indexes and the metadata. */
    public int documents() {
        return documentNames().size();
    }

    /** How many bulletins the depot lists now. */
    public int bulletins() {
        return shape.bulletins() + (listsNew ? newer.size() : 0);
    }

    /** The SHA-256 of each VIB that the depot lists now, by its path. */
    public Map<String, String> sums() {
        Map<String, String> sums = new TreeMap<>();
        vibs.forEach(vib -> sums.put(vib.path(), vib.sha256()));
        if (listsNew) {
            newer.forEach(vib -> sums.put(vib.path(), vib.sha256()));
        }
        return sums;
    }

    public Path directory() {
        return directory;
    }

    public DepotShape shape() {
        return shape;
    }
}
