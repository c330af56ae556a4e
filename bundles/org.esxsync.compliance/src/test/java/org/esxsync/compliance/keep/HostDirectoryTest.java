package org.esxsync.compliance.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class HostDirectoryTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final VibRelation RELATION =
            new VibRelation("x", VibRelation.Operator.AT_LEAST, new VibVersion("1-2"));
    private static final Host FULL =
            Host.builder("esx01")
                    .release(EsxRelease.parse("esxi-7.0"))
                    .version("7.0.3")
                    .build(11111111L)
                    .base(new VibVersion("7.0.3-0.1.11111111"))
                    .vibs(
                            List.of(
                                    new InstalledVib("a", new VibVersion("1"), "V"),
                                    new InstalledVib(
                                            "b",
                                            new VibVersion("2"),
                                            "",
                                            List.of(RELATION),
                                            List.of(VibRelation.any("c")),
                                            List.of(RELATION),
                                            List.of(RELATION))))
                    .components(List.of(new InstalledComponent("C", new VibVersion("3"))))
                    .bulletins(List.of())
                    .lacking(List.of("L"))
                    .profile("P", true)
                    .connected(false)
                    .at(NOW.minusSeconds(60))
                    .gap("a gap")
                    .origin("a file: a form")
                    .build();

    @TempDir Path state;
    private Path place;
    private HostDirectory directory;

    @BeforeEach
    void open() {
        place = state.resolve("hosts");
        directory = new HostDirectory(place, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aHostIsReadAsItWasKept() {
        Host bare = Host.builder("bare").build();
        directory.keep(FULL);
        directory.keep(bare);
        assertEquals(
                List.of(
                        new KeptHost(bare.with(host -> host.at(NOW)), NOW),
                        new KeptHost(FULL, NOW.minusSeconds(60))),
                directory.all());
    }

    /** A superuser may read all: a file in the way of the path cannot be read by anybody. */
    @Test
    void whatMayNotBeReadDoesNotPassForNoHosts() throws IOException {
        HostDirectory unreadable =
                new HostDirectory(
                        Files.createFile(state.resolve("file")).resolve("hosts"),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        for (Executable reading :
                List.<Executable>of(
                        unreadable::all,
                        unreadable::state,
                        () -> unreadable.find("esx01"),
                        () -> unreadable.delete("esx01"),
                        () -> unreadable.export(host -> {}))) {
            String told = assertThrows(EsxSyncException.class, reading).getMessage();
            assertTrue(told.contains("a part of its path is not a directory"), told);
        }
        assertEquals(List.of(), directory.all());
        assertEquals("", directory.state());
    }

    @Test
    void aHostThatIsKeptAgainIsReplacedAndOneThatIsDeletedGone() {
        directory.keep(FULL);
        directory.keep(Host.builder("ESX01").version("8.0").build());
        assertEquals(
                List.of("8.0"), directory.all().stream().map(k -> k.host().version()).toList());
        assertTrue(directory.delete("esx01"));
        assertFalse(directory.delete("esx01"));
        assertEquals(List.of(), directory.all());
    }

    @Test
    void aHostIsFoundByItsNameWhateverTheCaseOfItsLetters() {
        directory.keep(FULL);
        directory.keep(Host.builder("<b>../x").build());
        assertEquals(
                Optional.of(new KeptHost(FULL, NOW.minusSeconds(60))), directory.find("ESX01"));
        assertEquals("<b>../x", directory.find("<B>../X").orElseThrow().host().name());
        assertEquals(Optional.empty(), directory.find("esx02"));
    }

    @Test
    void theStateIsAnotherOneAfterEachChange() {
        assertEquals("", directory.state());
        directory.keep(FULL);
        String one = directory.state();
        assertEquals(one, directory.state());
        directory.keep(Host.builder("other").build());
        String two = directory.state();
        directory.keep(Host.builder("other").version("8.0").build());
        String replaced = directory.state();
        directory.delete("other");
        assertEquals(3, Set.of(one, two, replaced).size());
        assertEquals(one, directory.state());
        directory.delete("esx01");
        assertEquals("", directory.state());
    }

    @Test
    void aVibThatHostsHaveAlikeIsInMemoryOnce() {
        directory.keep(FULL);
        directory.keep(FULL.with(host -> host.name("esx02")));
        List<KeptHost> all = directory.all();
        assertSame(all.get(0).host().vibs().get(1), all.get(1).host().vibs().get(1));
    }

    @Test
    void onlyOwnerAndGroupMayRead() throws IOException {
        directory.keep(FULL);
        assertEquals("rwxr-x---", rights(place));
        try (Stream<Path> files = Files.list(place)) {
            assertEquals(List.of("rw-r-----"), files.map(HostDirectoryTest::rights).toList());
        }
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aNameIsNoPath() throws IOException {
        directory.keep(Host.builder("../../x y/z").build());
        directory.keep(Host.builder("..").build());
        directory.keep(Host.builder("n".repeat(255)).build());
        assertEquals(3, directory.all().size());
        try (Stream<Path> files = Files.list(state)) {
            assertEquals(List.of(place), files.toList());
        }
    }

    @Test
    void aFileThatIsDamagedIsToldBesideTheOthers() throws IOException {
        directory.keep(FULL);
        Path file = place.resolve("x.json");
        for (String text :
                List.of("{\"name\": \"x", "[]", "{\"name\":\"x\",\"build\":\"y\"}", "{}")) {
            Files.writeString(file, text);
            List<KeptHost> all = directory.all();
            assertEquals(List.of("esx01", "x.json"), names(all));
            String gap = all.get(1).host().gaps().get(0);
            assertTrue(gap.startsWith("cannot read the kept host " + file + ": "), gap);
            assertFalse(gap.contains("Source"), gap);
            List<KeptHost> exported = new ArrayList<>();
            EsxSyncException error =
                    assertThrows(EsxSyncException.class, () -> directory.export(exported::add));
            assertEquals(gap, error.getMessage());
            assertEquals(List.of("esx01"), names(exported));
        }
        assertTrue(directory.delete("x.json"));
        assertEquals(List.of("esx01"), names(directory.all()));
    }

    private static List<String> names(List<KeptHost> hosts) {
        return hosts.stream().map(each -> each.host().name()).toList();
    }

    /** As when a superuser keeps hosts in a mirror of somebody else's. */
    @Test
    void whatIsKeptBelongsToTheOwnerAndTheGroupOfTheMirror() throws IOException {
        try {
            Files.setAttribute(state, "unix:uid", 12345);
            Files.setAttribute(state, "unix:gid", 12346);
        } catch (FileSystemException e) {
            Assumptions.abort("only a superuser can give files away: skipped");
        }
        directory.keep(FULL);
        try (Stream<Path> files = Files.walk(place)) {
            for (Path each : files.toList()) {
                assertEquals(12345, Files.getAttribute(each, "unix:uid"), each::toString);
                assertEquals(12346, Files.getAttribute(each, "unix:gid"), each::toString);
            }
        }
        onlyOwnerAndGroupMayRead();
    }

    @Test
    void whatCannotBeKeptLeavesNothingBehind() throws IOException {
        directory.keep(FULL);
        Path kept;
        try (Stream<Path> files = Files.list(place)) {
            kept = files.findFirst().orElseThrow();
        }
        Files.delete(kept);
        Files.createDirectories(kept.resolve("in the way"));
        assertThrows(EsxSyncException.class, () -> directory.keep(FULL));
        try (Stream<Path> files = Files.list(place)) {
            assertEquals(List.of(kept), files.toList());
        }
    }

    @Test
    void whereNothingWasKeptNothingIsThere() {
        assertEquals(List.of(), directory.all());
        assertFalse(directory.delete("x"));
    }
}
