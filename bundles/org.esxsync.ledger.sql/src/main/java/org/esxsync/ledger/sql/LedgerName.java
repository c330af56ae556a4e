package org.esxsync.ledger.sql;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * Which ledger a mirror has, if it is not a file beside: the file {@code ledger.name} says so, that
 * nobody begins another one by mistake.
 *
 * @param mirror the mirror in the database
 * @param database where that was when the ledger was made
 */
public record LedgerName(UUID mirror, String database) {

    private static final String FILE = "ledger.name";
    private static final int LONGEST = 4096;

    /**
     * @param directory the mirror's directory of such files
     */
    public static Path file(Path directory) {
        return directory.resolve(FILE);
    }

    /**
     * What the file says; empty if it is not there.
     *
     * @throws LedgerException if it cannot be read or understood
     */
    public static Optional<LedgerName> read(Path directory) {
        Path file = file(directory);
        try {
            if (Files.size(file) > LONGEST) {
                throw unclear(file, "it is too long", null);
            }
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(file)));
            return Optional.of(
                    new LedgerName(
                            UUID.fromString(lines.getProperty("mirror", "")),
                            lines.getProperty("database", "")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new LedgerException(
                    file,
                    "%s; run as the owner of the mirror, or set state.group= to a group of this user and sync once"
                            .formatted(PlainReason.of(e)),
                    e);
        } catch (IOException e) {
            if (isNowhere(directory)) {
                return Optional.empty();
            }
            throw unclear(file, PlainReason.withFile(e), e);
        } catch (IllegalArgumentException e) {
            throw unclear(file, "it does not name a mirror", e);
        }
    }

    /** What would be the directory's parent may be a file. */
    private static boolean isNowhere(Path directory) {
        return !Files.isDirectory(directory);
    }

    private static LedgerException unclear(Path file, String reason, @Nullable Exception cause) {
        return new LedgerException(
                file,
                "the file that names it cannot be read (%s); restore that file from a backup"
                        .formatted(reason),
                cause);
    }

    /**
     * Writes the file, as a whole or not at all; a power cut does not take it away again. What an
     * interrupted one has left beside goes with the next. The caller holds the mirror's lock.
     *
     * @throws LedgerException if that is not possible
     */
    public void write(Path directory) {
        put(
                directory,
                FILE + ".new",
                beside -> Files.move(beside, file(directory), StandardCopyOption.ATOMIC_MOVE));
    }

    /**
     * Writes the file in the same way, unless it is there: of nodes that do so at once, one is the
     * first.
     *
     * @return what the file says then
     * @throws LedgerException if that is not possible
     */
    public LedgerName writeFirst(Path directory) {
        put(
                directory,
                "%s.%s.new".formatted(FILE, mirror),
                beside -> bringFirst(beside, file(directory)));
        return read(directory).orElse(this);
    }

    private static void bringFirst(Path beside, Path file) throws IOException {
        try {
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            // That of the first one holds.
        } catch (FileSystemException | UnsupportedOperationException e) {
            // Where there are no hard links there are no several machines, either.
            Files.copy(beside, file);
        }
        Files.delete(beside);
    }

    /** Brings a file that is written as a whole to its place. */
    @FunctionalInterface
    private interface Arrival {
        void bring(Path beside) throws IOException;
    }

    private void put(Path directory, String name, Arrival arrival) {
        Path beside = directory.resolve(name);
        try {
            Files.write(
                    beside,
                    text().getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            arrival.bring(beside);
            force(directory);
        } catch (IOException e) {
            throw new LedgerException(
                    file(directory),
                    "the file that names it cannot be written (%s); check who may write to its directory"
                            .formatted(PlainReason.withFile(e)),
                    e);
        }
    }

    /**
     * Removes the file, for good.
     *
     * @throws LedgerException if that is not possible
     */
    public static void remove(Path directory) {
        try {
            Files.delete(file(directory));
            force(directory);
        } catch (IOException e) {
            throw new LedgerException(
                    file(directory),
                    "the file that names it cannot be removed (%s); check who may write to its directory"
                            .formatted(PlainReason.withFile(e)),
                    e);
        }
    }

    /** Windows neither can force a directory nor needs it. */
    private static void force(Path directory) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private String text() {
        return """
        # The ledger of this mirror is in a database. Without this file, another one would begin.
        mirror=%s
        database=%s
        """
                .formatted(mirror, database);
    }
}
