package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.PatchPage;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One sync of a site on which everything is bad but one patch. */
@Tag("fault")
class BadInputIT {

    private static final String GOOD = "ESX-8258730";
    private static final String CUT_SHORT = "ESX-1000013";

    /**
     * A patch that must not be published.
     *
     * @param id its id
     * @param what what is bad about it
     * @param page its page
     * @param tarball what is served as its tarball
     * @param told words that the line about it must have, to name the place and the reason
     */
    private record BadPatch(
            String id, String what, PatchPage page, byte[] tarball, List<String> told) {

        @Override
        public String toString() {
            return what;
        }
    }

    @TempDir static Path directory;
    private static Run run;

    static List<BadPatch> badPatches() {
        byte[] good = Tarball.of("ESX-0000001").bytes();
        byte[] truncated = Arrays.copyOf(good, good.length / 2);
        byte[] corrupt = good.clone();
        corrupt[good.length / 2] ^= 0x55;
        return List.of(
                noDigest("ESX-1000001", "an HTML page", html(), ".tgz", "HTML"),
                bad(
                        "ESX-1000002",
                        "another digest",
                        PatchPage.of("ESX-1000002").withMd5("0".repeat(32)),
                        good,
                        ".tgz",
                        "MD5"),
                noDigest("ESX-1000003", "a truncated archive", truncated, ".tgz"),
                noDigest("ESX-1000004", "a corrupt archive", corrupt, ".tgz"),
                noDigest("ESX-1000005", "no archive", new byte[5000], ".tgz"),
                noDigest(CUT_SHORT, "a transfer that ends early", good, ".tgz"),
                hostile("ESX-1000006", new Tarball().file("../out", "x"), "../out"),
                hostile("ESX-1000007", new Tarball().file("p/../../out", "x"), "p/../../out"),
                hostile("ESX-1000008", new Tarball().file("/etc/out", "x"), "/etc/out"),
                hostile("ESX-1000009", new Tarball().symbolicLink("p/link", "../../out"), "p/link"),
                hostile(
                        "ESX-1000010",
                        new Tarball().hardLink("p/link", "../../../lock"),
                        "../../../lock"),
                hostile(
                        "ESX-1000011",
                        new Tarball().symbolicLink("p", "/tmp").file("p/out", "x"),
                        "p"),
                bad(
                        "ESX-1000012",
                        "a malformed date",
                        PatchPage.of("ESX-1000012").withReleased("13/45/07"),
                        good,
                        "-patch.html",
                        "13/45/07"));
    }

    private static BadPatch bad(
            String id, String what, PatchPage page, byte[] tarball, String... told) {
        return new BadPatch(id, what, page, tarball, List.of(told));
    }

    private static BadPatch noDigest(String id, String what, byte[] tarball, String... told) {
        return bad(id, what, PatchPage.of(id), tarball, told);
    }

    /** The digest is right: the one who made the archive also made the page. */
    private static BadPatch hostile(String id, Tarball tarball, String entry) {
        byte[] bytes = tarball.bytes();
        PatchPage page = PatchPage.of(id).withMd5(Digests.md5(bytes));
        return bad(id, "the entry " + entry, page, bytes, ".tgz", entry);
    }

    private static byte[] html() {
        return "<!DOCTYPE html>\n<html><body>Please log in</body></html>"
                .getBytes(StandardCharsets.UTF_8);
    }

    @BeforeAll
    static void sync() throws Exception {
        try (PatchSite site = new PatchSite()) {
            for (BadPatch patch : badPatches()) {
                site.add(patch.page(), patch.tarball());
            }
            site.cutShort(CUT_SHORT);
            site.add(GOOD, Tarball.of(GOOD).bytes());
            Conf conf = new Conf(directory.resolve("conf")).vi3("site", site.index());
            run = new EsxSync(directory).run("--conf", conf, "--mirror", mirror(), "sync", "3.0.1");
        }
    }

    @ParameterizedTest
    @MethodSource("badPatches")
    void oneLineNamesThePatchThePlaceAndTheReason(BadPatch patch) {
        List<String> lines = run.out().stream().filter(line -> line.contains(patch.id())).toList();

        assertEquals(1, lines.size(), run::toString);
        for (String word : patch.told()) {
            assertTrue(lines.get(0).contains(word), () -> word + " in " + lines);
        }
    }

    @Test
    void theExitCodeTellsThatSomeFailed() {
        run.ended(2);
    }

    @Test
    void onlyTheGoodPatchIsPublished() throws Exception {
        assertEquals(List.of("2007-03-29-" + GOOD), Tree.names(mirror().resolve("esx-3.0.1")));
    }

    @Test
    void nothingIsLeftInStaging() throws Exception {
        assertEquals(List.of(), Tree.staged(mirror()));
    }

    @Test
    void nothingIsWrittenAnywhereElse() throws Exception {
        List<Path> strays =
                Tree.files(directory).stream()
                        .filter(file -> file.endsWith("out") || file.endsWith("link"))
                        .toList();

        assertEquals(List.of(), strays);
    }

    private static Path mirror() {
        return directory.resolve("mirror");
    }
}
