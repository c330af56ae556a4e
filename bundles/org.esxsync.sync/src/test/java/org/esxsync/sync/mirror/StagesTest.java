package org.esxsync.sync.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {

    @TempDir private Path root;
    private MirrorPaths six;
    private MirrorPaths seven;
    private MirrorPaths eight;

    @BeforeEach
    void makeMirror() {
        MirrorPaths mirror = new MirrorPaths(root);
        six = mirror.in(6);
        seven = mirror.in(7);
        eight = mirror.in(8);
    }

    private static Path stage(MirrorPaths mirror, String content) throws IOException {
        Path file = mirror.staging().resolve("group-1/file");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String content(MirrorPaths mirror, String stage) throws IOException {
        return Files.readString(new Stages(mirror).of(stage).resolve("file"));
    }

    @Test
    void aStaleWriterCannotRenameWhatItHadStaged() throws IOException {
        Path staged = stage(six, "of 6");

        new Stages(seven).takeOver();

        Path target = root.resolve("published");
        assertThrows(NoSuchFileException.class, () -> Files.move(staged, target));
        assertEquals("of 6", content(seven, six.stageName(staged.getParent())));
    }

    @Test
    void aStaleWriterCannotMoveAnythingIntoItsStage() throws IOException {
        Files.createDirectories(six.staging());
        Path published = Files.writeString(root.resolve("published"), "right");

        new Stages(seven).takeOver();

        assertThrows(
                NoSuchFileException.class,
                () -> Files.move(published, six.staging().resolve("gone")));
    }

    @Test
    void whatAStaleWriterMakesAgainIsNotWhatItsIntentMeant() throws IOException {
        stage(six, "intended");
        new Stages(seven).takeOver();
        stage(six, "made again");

        new Stages(eight).takeOver();

        assertEquals("intended", content(eight, "6/group-1"));
    }

    @Test
    void itsOwnStageIsFoundByName() throws IOException {
        Path staged = stage(seven, "of 7");

        new Stages(seven).takeOver();

        assertEquals("of 7", content(seven, seven.stageName(staged.getParent())));
    }

    @Test
    void aStageFromBeforeThereWereEpochsIsFound() throws IOException {
        MirrorPaths alone = new MirrorPaths(root);
        Path staged = stage(alone, "of a file's ledger");

        new Stages(seven).takeOver();

        assertEquals("of a file's ledger", content(seven, alone.stageName(staged.getParent())));
    }

    @Test
    void aStaleWriterClearsNothingOfALaterOne() throws IOException {
        stage(six, "of 6");
        Path later = stage(seven, "of 7");

        new Stages(six).clear();

        assertEquals("of 7", Files.readString(later));
        assertEquals(List.of(), List.of(six.staging().toFile().list()));
    }

    @Test
    void theStagesOfAllEarlierOnesAreCleared() throws IOException {
        stage(six, "of 6");
        stage(seven, "of 7");
        new Stages(eight).takeOver();

        new Stages(eight).clear();
        new Stages(eight).leave();

        assertEquals(List.of(), List.of(six.stages().toFile().list()));
    }

    /** A writer that is frozen may have it open, and write to what has been published then. */
    @Test
    void anInterruptedDownloadGoesOnInAFileOfItsOwn() throws IOException {
        Files.createDirectories(six.partials());
        Path partial = Files.writeString(six.partials().resolve("a.part"), "begun");
        Object before = key(partial);
        try (var stale = Files.newOutputStream(partial, StandardOpenOption.APPEND)) {
            new Stages(seven).takeOver();
            stale.write("late".getBytes());
        }

        Path taken = seven.partials().resolve("a.part");
        assertEquals("begun", Files.readString(taken));
        assertNotEquals(before, key(taken));
        assertEquals(List.of("7"), List.of(six.allPartials().toFile().list()));
    }

    /** Each node that downloads for a writer has files of its own. */
    @Test
    void interruptedDownloadsOfAllNodesGoOn() throws IOException {
        for (String node : List.of("one", "two")) {
            Path directory = Files.createDirectories(six.partials().resolve("node-" + node));
            Files.writeString(directory.resolve(node + ".part"), node);
        }
        Path stale = six.partials().resolve("node-one/late.part");

        new Stages(seven).takeOver();

        assertThrows(NoSuchFileException.class, () -> Files.writeString(stale, "late"));
        assertEquals("one", Files.readString(seven.partials().resolve("one.part")));
        assertEquals("two", Files.readString(seven.partials().resolve("two.part")));
        assertEquals(List.of("7"), List.of(six.allPartials().toFile().list()));
    }

    @Test
    void anEmptyDirectoryOfANodeIsNotLeft() throws IOException {
        Files.createDirectories(seven.partials().resolve("node-one"));

        new Stages(seven).leave();

        assertEquals(List.of(), List.of(seven.allPartials().toFile().list()));
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
