package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host would miss in a published depot is told. */
class DepotCheckTest {

    private static final SampleBulletin.Vib ONE = SampleBulletin.Vib.of("one", "1.0-1");
    private static final SampleBulletin.Vib TWO = SampleBulletin.Vib.of("two", "1.0-1");

    @TempDir Path workspace;
    private PublishedDepot depot;

    private static SampleBundle bundle() {
        return new SampleBundle()
                .bulletin(SampleBulletin.of("b", "8.0", ONE))
                .standalone(TWO)
                .profile("P", ONE.id(), TWO.id());
    }

    @BeforeEach
    void publish() throws IOException {
        depot = PublishedDepot.of("esxi-8.0", bundle(), workspace, "b", "P", TWO.id());
        assertEquals(List.of(), depot.missed());
    }

    @Test
    void tellsAMissingIndex() throws IOException {
        Files.delete(depot.directory.resolve("index.xml"));
        assertFound("there is no index");
    }

    @Test
    void tellsAMissingMetadataZip() throws IOException {
        Files.delete(depot.zips().get(0));
        assertFound(
                "there is no such file",
                "b is published, and no metadata zip describes it",
                TWO.id() + " is published, and",
                "P is published, and");
    }

    @Test
    void tellsAVibThatIsNotThereAndWhatNeedsIt() throws IOException {
        Files.delete(depot.directory.resolve(TWO.path()));
        assertFound(
                "the VIB VMW_bootbank_two_1.0-1 is offered, and its file "
                        + TWO.path()
                        + " is missing",
                "the image profile P cannot be installed: 1 of its 2 VIBs cannot be had, such as "
                        + TWO.id());
    }

    @Test
    void tellsAVibOfAnotherSizeOrDigest() throws IOException {
        Files.writeString(depot.directory.resolve(ONE.path()), "longer than it was");
        Files.writeString(depot.directory.resolve(TWO.path()), "Content of two 1.0-1");
        assertFound("bytes instead of", "has another SHA-256", "the image profile P");
    }

    @Test
    void tellsWhatNoEntryDescribes() throws IOException {
        replaceMetadata(
                new SampleBundle()
                        .bulletin(SampleBulletin.of("b", "8.0", ONE))
                        .metadataEntry("bulletins/c", SampleBulletin.of("c", "8.0", TWO).alone())
                        .profile("P", ONE.id(), TWO.id()));
        assertFound(
                "it names the VIB 'VMW_bootbank_two_1.0-1', which no entry",
                "the image profile P",
                TWO.id() + " is published, and no metadata zip describes it");
    }

    @Test
    void tellsAnEntryThatCannotBeRead() throws IOException {
        replaceMetadata(bundle().metadataEntry("profiles/P4711", "<imageprofile>"));
        assertFound("it is not well-formed XML", "P is published, and no metadata zip");
    }

    @Test
    void tellsAVibOfTwoContents() throws IOException {
        SampleBulletin.Vib other = SampleBulletin.Vib.of("one", "1.0-1", "others").at("o/one.vib");
        addBundle(new SampleBundle().bulletin(SampleBulletin.of("o", "8.0", other)));
        assertFound(
                "the VIB VMW_bootbank_one_1.0-1 is described otherwise in another metadata zip");
    }

    @Test
    void takesAVibOfOtherPlatformsForTheSame() throws IOException {
        addBundle(
                new SampleBundle()
                        .metadataEntry(
                                "vibs/one",
                                ONE.descriptor()
                                        .replace(
                                                "<relationships>",
                                                "<software-platforms><softwarePlatform locale=''"
                                                        + " version='9.*'"
                                                        + " productLineID='embeddedEsx'/>"
                                                        + "</software-platforms><relationships>")));
        assertFound();
    }

    @Test
    void tellsABulletinOfTwoContents() throws IOException {
        addBundle(
                new SampleBundle()
                        .bulletin(SampleBulletin.of("b", "8.0", ONE).with("summary", "X")));
        assertFound("the bulletin b stands twice with one date and other content");
    }

    @Test
    void tellsTwoContentsOfAnyVersionOfABulletin() throws IOException {
        String older = "2020-01-01T00:00:00+00:00";
        addBundle(
                new SampleBundle()
                        .bulletin(SampleBulletin.of("b", "8.0", ONE).with("releaseDate", older))
                        .metadataEntry(
                                "bulletins/again",
                                SampleBulletin.of("b", "8.0", ONE)
                                        .with("releaseDate", older)
                                        .with("summary", "X")
                                        .alone()));
        assertFound("the bulletin b stands twice with one date and other content");
    }

    @Test
    void takesTheVibsOfAllZipsTogetherForAnImageProfile() throws IOException {
        replaceMetadata(new SampleBundle().standalone(TWO).profile("P", ONE.id(), TWO.id()));
        addBundle(new SampleBundle().bulletin(SampleBulletin.of("b", "8.0", ONE)));
        assertFound();
    }

    private void replaceMetadata(SampleBundle bundle) throws IOException {
        Files.write(depot.zips().get(0), bundle.metadata());
    }

    private void addBundle(SampleBundle bundle) throws IOException {
        String first = depot.zips().get(0).getFileName().toString();
        Files.write(depot.directory.resolve("0-metadata.zip"), bundle.metadata());
        bundle.files()
                .forEach(
                        (name, content) -> {
                            if (name.endsWith(".vib")) {
                                write(name, content);
                            }
                        });
        Files.writeString(
                depot.directory.resolve("vendor-index.xml"),
                SampleBundle.vendorIndex(List.of("8.0"), first)
                        .replace(
                                "</metaList>",
                                SampleBundle.vendorIndex(List.of("8.0"), "0-metadata.zip")
                                        .replace("<metaList>", "")));
    }

    private void write(String name, byte[] content) {
        try {
            Path file = depot.directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertFound(String... parts) throws IOException {
        List<String> missed = depot.missed();
        assertEquals(parts.length, missed.size(), missed::toString);
        for (int i = 0; i < parts.length; i++) {
            assertTrue(missed.get(i).contains(parts[i]), missed::toString);
        }
    }
}
