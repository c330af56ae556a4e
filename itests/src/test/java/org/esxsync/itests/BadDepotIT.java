package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.FolderSite;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.fixture.Zip;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One sync, in a small heap, of depots that are bad in one way each. */
@Tag("fault")
class BadDepotIT {

    private static final String INDEX = "vmw-depot-index.xml";
    private static final String METADATA = "esx/v/v-metadata.zip";
    private static final String ELSEWHERE = "/tmp/esxsync-bad-depot-it.vib";
    private static final int BOMB_MIB = 520;

    /** Of the two bulletins of a depot this one is bad, unless the whole depot is. */
    private static final String BAD = "bad-";

    /** A way to be bad. */
    private enum Case {
        UPWARDS(path("../../../../out.vib"), "../../../../out.vib"),
        ABSOLUTE(path(ELSEWHERE), ELSEWHERE),
        ENCODED(path("%2e%2e/%2e%2e/out.vib"), "percent-encoded"),
        LYING_CHECKSUM(Case::changeVib, "bad-lying_checksum.vib", "SHA-256"),
        MISSING_VIB(depot -> Files.delete(vib(depot)), "bad-missing_vib.vib", "404"),
        BOMB(Case::bomb, "v-metadata.zip!/vmware.xml", "larger than the limit"),
        ENTITIES(Case::entities, INDEX, "document type declaration"),
        VENDORS(Case::vendors, INDEX, "more than 1000 vendors"),
        METADATA_ELSEWHERE(Case::elsewhere, "other.example", "another host");

        private final Tampering tampering;
        private final List<String> told;

        Case(Tampering tampering, String... told) {
            this.tampering = tampering;
            this.told = List.of(told);
        }

        String source() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isWhole() {
            return Set.of(BOMB, ENTITIES, VENDORS, METADATA_ELSEWHERE).contains(this);
        }

        private static Tampering path(String path) {
            return depot ->
                    changeMetadata(
                            depot, xml -> xml.replaceFirst("vib20/bad-.*?\\.vib(?=<)", path));
        }

        private static Path vib(Path depot) throws IOException {
            return Tree.files(depot).stream()
                    .filter(file -> file.getFileName().toString().matches("bad-.*\\.vib"))
                    .findFirst()
                    .orElseThrow();
        }

        private static void changeVib(Path depot) throws IOException {
            byte[] bytes = Files.readAllBytes(vib(depot));
            bytes[bytes.length - 1] ^= 1;
            Files.write(vib(depot), bytes);
        }

        private static void changeMetadata(Path depot, UnaryOperator<String> change)
                throws IOException {
            String xml;
            try (ZipFile zip = new ZipFile(depot.resolve(METADATA).toFile())) {
                byte[] bytes = zip.getInputStream(zip.getEntry("vmware.xml")).readAllBytes();
                xml = new String(bytes, StandardCharsets.UTF_8);
            }
            Files.write(
                    depot.resolve(METADATA),
                    new Zip().file("vmware.xml", change.apply(xml)).bytes());
        }

        private static void bomb(Path depot) throws IOException {
            byte[] piece = new byte[1 << 20];
            Arrays.fill(piece, (byte) ' ');
            byte[] comment = "<!---->".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < piece.length; i += 1 << 14) {
                System.arraycopy(comment, 0, piece, i, comment.length);
            }
            try (OutputStream out =
                            new BufferedOutputStream(
                                    Files.newOutputStream(depot.resolve(METADATA)));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("vmware.xml"));
                for (int i = 0; i < BOMB_MIB; i++) {
                    zip.write(piece);
                }
                zip.write("<metadataResponse/>".getBytes(StandardCharsets.US_ASCII));
            }
        }

        private static void entities(Path depot) throws IOException {
            StringBuilder entities = new StringBuilder("<!DOCTYPE vendorList [<!ENTITY a0 'a'>");
            for (int i = 1; i < 12; i++) {
                entities.append(
                        "<!ENTITY a%d '%s'>".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
            }
            Files.writeString(
                    depot.resolve(INDEX),
                    entities + "]><vendorList><vendor><name>&a11;</name></vendor></vendorList>");
        }

        private static void vendors(Path depot) throws IOException {
            String vendor = "<vendor><name>v</name><relativePath>esx/v/</relativePath></vendor>";
            Files.writeString(
                    depot.resolve(INDEX), "<vendorList>" + vendor.repeat(10_000) + "</vendorList>");
        }

        private static void elsewhere(Path depot) throws IOException {
            Path index = depot.resolve("esx/v/v-index.xml");
            Files.writeString(
                    index,
                    Files.readString(index).replace("<url>", "<url>http://other.example/secret/"));
        }
    }

    private interface Tampering {
        void on(Path depot) throws IOException;
    }

    @TempDir static Path directory;
    private static Set<Path> before;
    private static Run run;

    @BeforeAll
    @Timeout(120)
    static void sync() throws Exception {
        Path root = Files.createDirectory(directory.resolve("site"));
        Conf conf = new Conf(directory.resolve("conf"));
        try (FolderSite site = new FolderSite(root)) {
            for (Case each : Case.values()) {
                Path depot = root.resolve(each.source());
                new SampleDepot(depot)
                        .vendor("v", BAD + each.source(), "good-" + each.source())
                        .write();
                each.tampering.on(depot);
                conf.depot(each.source(), site.url(each.source() + "/" + INDEX));
            }
            before = files();
            run =
                    new EsxSync(directory, "-Xmx64m")
                            .run("--conf", conf, "--mirror", mirror(), "sync", "8.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneLineTellsThePlaceAndTheReason(Case bad) {
        List<String> lines =
                Stream.concat(run.out().stream(), run.err().stream())
                        .filter(line -> bad.told.stream().allMatch(line::contains))
                        .toList();

        assertTrue(!lines.isEmpty(), () -> bad + " in " + run);
    }

    @Test
    void theExitCodeTellsThatSourcesCouldNotBeRead() {
        run.ended(1);
    }

    @Test
    void theGoodBulletinsBesideABadOneArePublished() throws Exception {
        List<String> good = new ArrayList<>();
        for (Case each : Case.values()) {
            if (!each.isWhole()) {
                good.add("good-" + each.source() + ".vib");
            }
        }
        List<String> published =
                new Depot(mirror().resolve("esxi-8.0"))
                        .checkedVibs().stream().map(vib -> vib.getFileName().toString()).toList();

        assertEquals(new TreeSet<>(good), new TreeSet<>(published));
    }

    @Test
    void nothingIsWrittenOutsideTheMirrorNorLeftInStaging() throws IOException {
        assertEquals(before, files());
        assertFalse(Files.exists(Path.of(ELSEWHERE)));
        assertEquals(List.of(), Tree.staged(mirror()));
    }

    /** All files but the mirror's and the command's output. */
    private static Set<Path> files() throws IOException {
        Set<Path> files = new TreeSet<>();
        for (Path file : Tree.files(directory)) {
            boolean isOutput = file.getFileName().toString().matches("(out|err)\\d+\\.txt");
            if (!file.startsWith(mirror()) && !isOutput) {
                files.add(file);
            }
        }
        return files;
    }

    private static Path mirror() {
        return directory.resolve("mirror");
    }
}
