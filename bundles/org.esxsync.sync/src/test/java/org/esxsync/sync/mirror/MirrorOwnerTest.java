package org.esxsync.sync.mirror;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorOwnerTest {

    private static final String OTHER = "nobody";

    @TempDir private Path directory;

    @Test
    void aMirrorThatIsNotThereYetIsNobodys() {
        MirrorOwner owner = new MirrorOwner(new MirrorPaths(directory.resolve("new")));

        assertDoesNotThrow(owner::refuseOthers);
    }

    @Test
    void aUserWhoseNewFilesBelongToTheOwnerIsTheOwner() throws IOException {
        MirrorOwner owner = new MirrorOwner(new MirrorPaths(directory), "without a name");

        assertDoesNotThrow(owner::refuseOthers);
        assertEquals(0, count(directory));
    }

    @Test
    void theSuperuserIsRefusedInTheMirrorOfAnother() throws IOException {
        giveAway(directory);

        String told = refused();

        assertEquals(
                ("the mirror %s belongs to the user nobody, and files of the user root in it would"
                                + " keep that user out; run this as nobody, such as with 'sudo -u"
                                + " nobody', or make root the owner of all of it")
                        .formatted(directory),
                told);
        assertEquals(0, count(directory));
    }

    @Test
    void theStateCountsWhereThereIsOne() throws IOException {
        Path state = Files.createDirectory(new MirrorPaths(directory).state());
        giveAway(directory);
        assertDoesNotThrow(new MirrorOwner(new MirrorPaths(directory))::refuseOthers);

        giveAway(state);

        refused();
        assertEquals(0, count(state));
    }

    private String refused() {
        MirrorOwner owner = new MirrorOwner(new MirrorPaths(directory));
        return String.valueOf(
                assertThrows(EsxSyncException.class, owner::refuseOthers).getMessage());
    }

    private static void giveAway(Path path) {
        try {
            Files.setOwner(
                    path,
                    path.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(OTHER));
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "only the superuser can give a directory away: " + e);
        }
        assumeTrue("root".equals(System.getProperty("user.name")));
    }

    private static long count(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.count();
        }
    }
}
