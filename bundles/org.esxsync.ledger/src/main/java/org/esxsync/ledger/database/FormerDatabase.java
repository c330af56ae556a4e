package org.esxsync.ledger.database;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A database that is no longer the ledger, since that went elsewhere. */
public final class FormerDatabase {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'ledger-former-'uuuuMMdd'T'HHmmss.SSS'Z.db'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private FormerDatabase() {}

    /** Moves a database and its log to a name that tells when; nothing if it is not there. */
    public static void setAside(Path file, Instant now) throws IOException {
        Path aside = file.resolveSibling(NAME.format(now));
        for (String suffix : List.of("", "-wal", "-shm")) {
            Path part = Path.of(file + suffix);
            if (Files.exists(part)) {
                Files.move(part, Path.of(aside + suffix));
            }
        }
    }

    /** Moves a database that nobody has open; a power cut does not undo it. */
    public static void move(Path file, Path to) throws IOException {
        Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        // Windows neither can force a directory nor needs it.
        if (File.separatorChar == '/') {
            try (FileChannel directory =
                    FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }
}
