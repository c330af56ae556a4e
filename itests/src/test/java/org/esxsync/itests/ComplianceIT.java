package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.ServedUrl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code esxsync hosts} and {@code compliance}: which host lacks which patch. */
class ComplianceIT {

    @TempDir static Path directory;
    private static Path mirror;
    private static EsxSync esxsync;
    private static List<String> patches;

    @BeforeAll
    static void syncOnce() throws Exception {
        mirror = directory.resolve("mirror");
        esxsync = new EsxSync(directory);
        esxsync.run("--mirror", mirror, "--demo", "sync", "3.0.1").ended(0);
        patches =
                esxsync
                        .run("--mirror", mirror, "--demo", "patches", "3.0.1", "--csv")
                        .ended(0)
                        .out()
                        .stream()
                        .skip(1)
                        .map(line -> line.split(",")[0])
                        .toList();
        assertFalse(patches.isEmpty());
    }

    private static Path host(String name, List<String> installed) throws Exception {
        StringBuilder text =
                new StringBuilder("[root@%s root]# vmware -v\n".formatted(name))
                        .append("VMware ESX Server 3.0.1 build-32039\n")
                        .append("[root@%s root]# esxupdate -l query\n".formatted(name))
                        .append("-----Name----  --Install Date--   --------Summary--------\n");
        installed.forEach(id -> text.append(id).append("  10:00:00 01/02/07  A patch\n"));
        return Files.writeString(directory.resolve(name + ".txt"), text);
    }

    private static Run compliance(Object... arguments) throws Exception {
        Object[] all = new Object[arguments.length + 4];
        all[0] = "--mirror";
        all[1] = mirror;
        all[2] = "--demo";
        all[3] = "compliance";
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return esxsync.run(all);
    }

    @Test
    void aHostThatLacksAPatchIsTold() throws Exception {
        Path lacking = host("one", List.of());
        Run run = compliance(lacking).ended(2);
        assertEquals(1, run.linesWith("one   esx-3.0.1  not compliant").size(), run::toString);
        assertEquals(1, run.linesWith("1 host is not compliant").size(), run::toString);
        Run details = compliance("--host", "ONE", lacking).ended(2);
        assertFalse(details.linesWith("esxupdate -r http://MIRROR/").isEmpty(), details::toString);
    }

    @Test
    void aHostThatHasAllIsCompliant() throws Exception {
        Path whole = host("two", patches);
        Run run = compliance(whole).ended(0);
        assertFalse(run.linesWith("two   esx-3.0.1  compliant").isEmpty(), run::toString);
        assertEquals(List.of(), run.linesWith("the reasons are above"), run::toString);
        Run page = compliance("--html", whole).ended(0);
        assertEquals("<!DOCTYPE html>", page.out().get(0));
        Run json = compliance("--json", whole).ended(0);
        assertEquals(1, json.linesWith("\"nonCompliant\": 0").size(), json::toString);
    }

    @Test
    void aHostOfWhichNothingIsKnownIsUnknown() throws Exception {
        Path version =
                Files.writeString(
                        directory.resolve("three.txt"), "VMware ESX Server 3.0.1 build-32039\n");
        compliance(version).ended(3);
        Run hosts = esxsync.run("--mirror", mirror, "hosts", version).ended(0);
        assertEquals(1, hosts.linesWith("three  esx-3.0.1").size(), hosts::toString);
        Path none = Files.writeString(directory.resolve("four.txt"), "nothing\n");
        Run empty = esxsync.run("--mirror", mirror, "hosts", none).ended(3);
        assertEquals(1, empty.linesWith("no output of a host").size(), empty::toString);
    }

    @Test
    void hostsAreKeptWithTheMirror() throws Exception {
        Path file = host("kept", List.of());
        esxsync.run("--mirror", mirror, "hosts", "add", file).ended(0);
        Run run = compliance().ended(2);
        assertEquals(1, run.linesWith("kept  esx-3.0.1  not compliant").size(), run::toString);
        esxsync.run("--mirror", mirror, "hosts", "remove", "kept").ended(0);
        Run none = esxsync.run("--mirror", mirror, "hosts").ended(0);
        assertEquals(1, none.linesWith("No host is kept. Keep those of a file").size());
    }

    @Test
    void aServerShowsTheHostsThatAreKept() throws Exception {
        esxsync.run("--mirror", mirror, "hosts", "add", host("shown", List.of())).ended(0);
        try (RunningCommand serving = esxsync.start("--mirror", mirror, "serve", "--port", 0)) {
            URI url = ServedUrl.of(serving);

            String hosts = page(url.resolve("hosts"));
            assertTrue(hosts.contains("href=\"host?name=shown\""), hosts);
            assertTrue(hosts.contains("<td>esx-3.0.1</td>"), hosts);
            assertTrue(hosts.contains("badge bad\">not compliant"), hosts);
            String host = page(url.resolve("host?name=shown"));
            String first = patches.get(0);
            assertTrue(host.contains("href=\"patch?id=%s\"".formatted(first)), host);
            assertTrue(host.contains("esxupdate -r %sesx-3.0.1/".formatted(url)), host);
            String json = page(url.resolve("api/hosts"));
            assertTrue(json.contains("\"missingSecurity\": 1,"), json);
            assertTrue(page(url.resolve("api/host?name=shown")).contains("\"steps\""));
            String metrics = page(url.resolve("metrics"));
            assertTrue(metrics.contains("esxsync_hosts{verdict=\"non_compliant\"} 1\n"), metrics);

            esxsync.run("--mirror", mirror, "hosts", "remove", "shown").ended(0);

            Eventually.is(
                    "the page knows that the host is kept no more",
                    () -> page(url.resolve("hosts")).contains("No host is kept."));
        }
    }

    private static String page(URI url) {
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(url).build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), url::toString);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSyncTellsWhichKeptHostsLackWhatItBrought() throws Exception {
        Path own = directory.resolve("own");
        Object[] first = {"--mirror", own, "--demo", "sync", "3.0.1"};
        assertEquals(0, esxsync.run(first).ended(0).linesWith("lack").size());
        Path file =
                Files.writeString(
                        directory.resolve("older.txt"),
                        "[root@older root]# vmware -v\nVMware ESX Server 3.0.0 build-27701\n"
                                + "[root@older root]# esxupdate -l query\n"
                                + "-----Name----  --Install Date--   --------Summary--------\n");
        esxsync.run("--mirror", own, "hosts", "add", file).ended(0);
        Run second = esxsync.run("--mirror", own, "--demo", "sync", "3.0.0").ended(0);
        assertEquals(1, second.linesWith("1 host lacks").size(), second::toString);
        Run third = esxsync.run("--mirror", own, "--demo", "sync", "3.0.0").ended(0);
        assertEquals(0, third.linesWith("lacks").size(), third::toString);

        Run export = esxsync.run("--mirror", own, "hosts", "--export").ended(0);
        assertEquals(1, export.out().size(), export::toString);
        Path lines =
                Files.writeString(
                        directory.resolve("export.jsonl"),
                        export.out().get(0).replaceFirst("\"kept\":\"\\d{4}", "\"kept\":\"2020"));
        Run added = esxsync.run("--mirror", mirror, "hosts", "add", lines).ended(0);
        assertEquals(1, added.linesWith("older  esx-3.0.0").size(), added::toString);
        Run stale = compliance("--host", "older").ended(2);
        assertEquals(1, stale.linesWith("Remark        what it told is of 2020").size());
        esxsync.run("--mirror", mirror, "hosts", "remove", "older").ended(0);
    }
}
