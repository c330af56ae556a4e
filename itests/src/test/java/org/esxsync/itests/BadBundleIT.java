package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.fixture.Zip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offline bundles that must not be believed. */
@Tag("fault")
class BadBundleIT {

    private static final String SECRET = "the content of a file of this machine";
    private static final String INDEX =
            """
            <vendorList><vendor><name>%s</name><code>BAD</code>
            <indexfile>vendor-index.xml</indexfile><patchUrl/><relativePath/>
            <content><name>VMware ESX</name>
            <type>http://www.vmware.com/depotmanagement/esx</type></content></vendor></vendorList>
            """;
    private static final String VENDOR_INDEX =
            """
            <metaList><metadata><productId>embeddedEsx</productId><version>8.0</version><locale/>
            <url>metadata.zip</url><channelName>default</channelName></metadata></metaList>
            """;

    @TempDir Path directory;
    private Path bundles;

    @BeforeEach
    void writeSecret() throws Exception {
        bundles = Files.createDirectory(directory.resolve("bundles"));
        Files.writeString(directory.resolve("secret.txt"), SECRET);
    }

    @Test
    void anIndexWithADtdIsRefused() throws Exception {
        byte[] bundle =
                new Zip()
                        .file("index.xml", dtd("vendorList") + INDEX.formatted("&secret;"))
                        .file("vendor-index.xml", VENDOR_INDEX)
                        .bytes();

        assertRefused("bad-index.zip", bundle, "document type declaration");
    }

    @Test
    void bulletinsWithADtdAreRefused() throws Exception {
        byte[] metadata =
                new Zip()
                        .file(
                                "vmware.xml",
                                dtd("metadataResponse")
                                        + "<metadataResponse>&secret;</metadataResponse>")
                        .bytes();
        byte[] bundle =
                new Zip()
                        .file("index.xml", INDEX.formatted("Bad"))
                        .file("vendor-index.xml", VENDOR_INDEX)
                        .file("metadata.zip", metadata)
                        .bytes();

        assertRefused("bad-bulletins.zip", bundle, "document type declaration");
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws Exception {
        assertRefused(
                "no-zip.zip", "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8), "zip");
    }

    private void assertRefused(String name, byte[] bundle, String reason) throws Exception {
        Files.write(bundles.resolve(name), bundle);

        Run run = sync();

        assertTrue(run.exitCode() == 1 || run.exitCode() == 2, run::toString);
        // The file, and its source if there is nothing else in it.
        List<String> told = run.out().stream().filter(line -> line.contains(name)).toList();
        assertEquals(run.exitCode() == 1 ? 2 : 1, told.size(), run::toString);
        told.forEach(line -> assertTrue(line.contains(reason), line));
        assertEquals(List.of(), run.linesWith(SECRET));
        assertEquals(List.of(".esxsync"), Tree.names(mirror()));
        assertEquals(List.of(), Tree.staged(mirror()));
    }

    private String dtd(String root) {
        return "<!DOCTYPE %s [<!ENTITY secret SYSTEM '%s'>]>"
                .formatted(root, directory.resolve("secret.txt").toUri());
    }

    private Run sync() throws IOException, InterruptedException {
        Conf conf = new Conf(directory.resolve("conf")).depot("bundles", bundles);
        return new EsxSync(directory).run("--conf", conf, "--mirror", mirror(), "sync");
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }
}
