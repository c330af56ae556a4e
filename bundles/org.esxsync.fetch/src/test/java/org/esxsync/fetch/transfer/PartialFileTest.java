package org.esxsync.fetch.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.fetch.location.Version;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {

    private static final byte[] MORE_THAN_A_LITTLE = new byte[1 << 20];

    /** Where Linux tells what this process has open. */
    private static final Path OPEN = Path.of("/proc/self/fd");

    @TempDir private Path directory;

    /** A process that is killed after it has moved the data to its target leaves the note. */
    @Test
    void aNoteThatWasLeftAloneIsNotTakenForThatOfOtherBytes() throws IOException {
        Path data = directory.resolve("data");
        Version former = new Version(Version.Kind.ETAG, "\"former\"", true);
        Files.write(
                directory.resolve("data.version"),
                List.of(former.text(), String.valueOf(MORE_THAN_A_LITTLE.length * 2)));

        PartialFile killed = new PartialFile(data, () -> {});
        killed.restart(null, MORE_THAN_A_LITTLE.length * 2);
        killed.append(MORE_THAN_A_LITTLE, 0, MORE_THAN_A_LITTLE.length);

        assertNull(new PartialFile(data, () -> {}).version());
        killed.close();
    }

    @Test
    void whatCannotBeWrittenLeavesNoFileOpen() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(OPEN));
        Path data = directory.resolve("data");
        Files.createDirectories(directory.resolve("data.version.new"));
        PartialFile file = new PartialFile(data, () -> {});
        file.restart(new Version(Version.Kind.ETAG, "\"now\"", true), MORE_THAN_A_LITTLE.length);
        file.append(MORE_THAN_A_LITTLE, 0, 1);
        file.keep(true);

        assertThrows(FetchException.class, file::read);
        assertThrows(FetchException.class, file::close);

        assertEquals(0, timesOpen(data));
    }

    private static long timesOpen(Path file) throws IOException {
        try (Stream<Path> open = Files.list(OPEN)) {
            return open.filter(each -> leadsTo(file, each)).count();
        }
    }

    private static boolean leadsTo(Path file, Path link) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            return false;
        }
    }
}
