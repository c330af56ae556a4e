package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.Inventory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {

    private static final String VERSION = "VMware ESXi 7.0.3 build-11111111\n";

    @TempDir Path directory;

    private Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, VERSION);
    }

    private Inventory read(String place) {
        return new InventoryReader().read(List.of(directory.resolve(place)));
    }

    private static List<String> names(Inventory inventory) {
        return inventory.hosts().stream().map(Host::name).toList();
    }

    @Test
    void aLinkToADirectoryThatIsNamedIsFollowed() throws IOException {
        file("real/one.txt");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
        assertEquals(List.of("one"), names(read("link")));
        Inventory above = read("");
        assertEquals(List.of("one"), names(above));
        assertTrue(above.problems().get(0).contains("a link to a directory is not followed"));
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestGoesOn() throws IOException {
        file("lists/one.txt");
        file("lists/sub/two.txt");
        Files.createSymbolicLink(
                directory.resolve("lists/nowhere.txt"), directory.resolve("none.txt"));
        Path sub = directory.resolve("lists/sub");
        Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("---------"));
        boolean isRefused = !Files.isReadable(sub);
        Inventory inventory = read("lists");
        Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
        assertTrue(
                inventory.problems().stream().anyMatch(each -> each.contains("nowhere.txt: it is")),
                inventory::toString);
        Assumptions.assumeTrue(isRefused, "this user may read everything");
        assertEquals(List.of("one"), names(inventory));
        assertEquals(2, inventory.problems().size(), inventory::toString);
    }

    @Test
    void whatLiesTooDeepIsTold() throws IOException {
        file("1/2/3/4/5/6/7/8/9/deep.txt");
        file("1/2/3/4/5/6/7/8/9/10/deeper.txt");
        file(".hidden/one.txt");
        file(".two.txt");
        Inventory inventory = read("");
        assertEquals(List.of("deep"), names(inventory));
        assertEquals(1, inventory.problems().size(), inventory::toString);
        assertTrue(inventory.problems().get(0).contains("deeper than 10 levels"));
    }

    @Test
    void aNameThatCannotBeSeenIsReplaced() throws IOException {
        file("\u200B");
        assertEquals(List.of("a file without a visible name"), names(read("")));
    }
}
