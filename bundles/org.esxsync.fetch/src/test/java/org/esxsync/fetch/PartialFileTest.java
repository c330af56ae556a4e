package org.esxsync.fetch;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {

    private static final byte[] MORE_THAN_A_LITTLE = new byte[1 << 20];

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
}
