package org.esxsync.itests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.support.Distribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations of depots with a token, as they are shipped, against a depot on loopback. */
@Tag("fault")
class TokenDepotIT {

    private static final List<String> DEPOTS =
            List.of("main", "addon-main", "iovp-main", "vmtools-main");

    @TempDir Path directory;
    private Path conf;
    private VendorProxy proxy;

    /** The token's file and the scheme are all that is changed in what is shipped. */
    @BeforeEach
    void renameTheShippedFiles() throws Exception {
        Path site = Files.createDirectory(directory.resolve("depot"));
        conf = Files.createDirectory(directory.resolve("conf"));
        Path token = directory.resolve("token");
        Files.writeString(token, VendorProxy.TOKEN + "\n");
        for (String name : DEPOTS) {
            Path depot = Files.createDirectories(site.resolve("COMP/ESX_HOST").resolve(name));
            new SampleDepot(depot).vendor("sample", name + "-bulletin").write();
            Files.writeString(
                    conf.resolve("org.esxsync.source.depot~%s.cfg".formatted(name)),
                    shipped(name)
                            .replace("/etc/esxsync/broadcom-token", token.toString())
                            .replace("https:", "http:"));
        }
        proxy = new VendorProxy(site);
        proxy.open();
        Files.write(
                conf.resolve("org.esxsync.fetch.cfg"),
                List.of(
                        "proxy=http://127.0.0.1:" + proxy.port(),
                        "proxy.user=" + VendorProxy.USER,
                        "proxy.password=${env:PROXY}",
                        "credentials=${env:CREDENTIALS}",
                        "retries=0"));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "addon-main", "iovp-main", "vmtools-main"})
    void whatIsShippedIsDisabledAndHoldsNoToken(String name) throws IOException {
        assertTrue(
                shipped(name)
                        .endsWith(
                                ("\nlocation = https://dl.broadcom.com/"
                                                + "${file:/etc/esxsync/broadcom-token}"
                                                + "/PROD/COMP/ESX_HOST/%s/vmw-depot-index.xml\n")
                                        .formatted(name)),
                () -> name);
    }

    @Test
    void allFourDepotsAreReadOnceTheirFilesAreRenamed() throws Exception {
        command("sync").ended(0);

        assertEquals(4, new Depot(mirror().resolve("esxi-8.0")).checkedVibs().size());
        assertEquals(
                4,
                command("sources")
                        .ended(0)
                        .linesWith(
                                "http://%s/***/PROD/COMP/ESX_HOST/"
                                        .formatted(VendorProxy.DEPOT_HOST))
                        .size());
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized, Who are you?, the token is not known there",
        "403 Forbidden, Access denied, wait a few minutes",
        "403 Forbidden, '<p>Your site is not entitled to it</p>', not entitled to this"
    })
    void aFirstRefusalIsToldWithItsAdviceAndDisablesNothing(
            String status, String text, String advice) throws Exception {
        proxy.refuseDepot(status, text);

        Run refused = command("sync").ended(1);

        for (String name : DEPOTS) {
            assertFalse(
                    refused.linesWith(advice).stream()
                            .filter(line -> line.contains("ESX_HOST/" + name + "/"))
                            .toList()
                            .isEmpty(),
                    refused::toString);
        }
        assertEquals(List.of(), refused.linesWith(VendorProxy.TOKEN));

        proxy.admit();
        command("sync").ended(0);

        assertEquals(4, new Depot(mirror().resolve("esxi-8.0")).checkedVibs().size());
    }

    private Run command(String... command) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("--conf", conf, "--mirror", mirror()));
        arguments.addAll(List.of(command));
        Map<String, String> environment =
                Map.of(
                        "PROXY",
                        VendorProxy.PROXY_PASSWORD,
                        "CREDENTIALS",
                        "%s=%s:%s"
                                .formatted(
                                        VendorProxy.FILE_HOST,
                                        VendorProxy.USER,
                                        VendorProxy.HOST_PASSWORD));
        return new EsxSync(directory, List.of(), environment).run(arguments.toArray());
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }

    private static String shipped(String name) throws IOException {
        return Files.readString(
                Distribution.home()
                        .resolve("examples/org.esxsync.source.depot~%s.cfg".formatted(name)));
    }
}
