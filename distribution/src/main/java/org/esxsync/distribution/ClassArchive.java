package org.esxsync.distribution;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of classes that Java maps into memory at a start instead of reading and checking each
 * one. It holds those of the bundles, too: Java knows them again by their bytes, whoever loads
 * them.
 *
 * <p>Java makes an archive at the end of a process, of what that one has loaded, and only the same
 * Java with the same launcher can use it. So the first command after an installation or with
 * another Java has a second process sync from the demo site meanwhile, and keeps the archive of
 * that one. {@code bin/esxsync} names it to Java from then on; it finds the size in the file's
 * name, since Java crashes over one that was cut off.
 */
final class ClassArchive implements AutoCloseable {

    /** Tells the second process that it is one. */
    static final String TRAINING = "org.esxsync.training";

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final String SLOWER = "Starts will be slower, without an archive of classes";
    private static final String ARCHIVES = "classes.*.jsa";
    private static final String MARK = "classes.mark";
    private static final String WORK = "training-";
    private static final String NEW = "new.jsa";
    private static final long MOST_SECONDS = 60;

    private final Path prepared;
    private final String mark;
    private final FileChannel lock;
    private final Path work;
    private final Process training;

    private ClassArchive(
            Path prepared, String mark, FileChannel lock, Path work, Process training) {
        this.prepared = prepared;
        this.mark = mark;
        this.lock = lock;
        this.work = work;
        this.training = training;
    }

    /**
     * Starts to make one for what the mark stands for, unless it was tried before, another process
     * is at it, or nothing can be written here.
     */
    static @Nullable ClassArchive train(Path prepared, String mark) {
        try {
            if (Fingerprint.isIn(prepared.resolve(MARK), whole(prepared, mark))) {
                return null;
            }
            FileChannel lock = FrameworkStorage.lock(prepared.resolve("training.lock"));
            if (lock == null) {
                return null;
            }
            for (Path abandoned : list(prepared, WORK + "*")) {
                FrameworkStorage.delete(abandoned);
            }
            Path work = Files.createTempDirectory(prepared, WORK);
            return new ClassArchive(prepared, mark, lock, work, start(work));
        } catch (IOException e) {
            LOG.debug(SLOWER, e);
            return null;
        }
    }

    private static Process start(Path work) throws IOException {
        String jar = System.getProperty("java.class.path");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // The classes of stopped bundles could go before they are archived.
                        "-Xnoclassgc",
                        "-XX:ArchiveClassesAtExit=" + work.resolve(NEW),
                        // Java 17 may crash while it archives, as it does for Equinox.
                        "-XX:ErrorFile=" + work.resolve("crash.log"),
                        "-Djava.io.tmpdir=" + work,
                        "-D" + TRAINING + "=true",
                        "-D"
                                + CompilerDirectives.FILE
                                + "="
                                + Path.of(jar).resolveSibling("compilers.json"),
                        "-jar",
                        jar,
                        "--mirror",
                        work.resolve("mirror").toString(),
                        "--demo",
                        "sync")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits for the archive and keeps it, and does not try again if there is none. */
    void keep() throws InterruptedException {
        boolean ended = training.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        Path made = work.resolve(NEW);
        try {
            for (Path old : list(prepared, ARCHIVES)) {
                Files.delete(old);
            }
            if (ended && training.exitValue() == 0 && Files.exists(made)) {
                force(made);
                String name = "classes." + Files.size(made) + ".jsa";
                Files.move(made, prepared.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.writeString(prepared.resolve(MARK), whole(prepared, mark));
        } catch (IOException e) {
            LOG.debug(SLOWER, e);
        }
    }

    private static String whole(Path prepared, String mark) throws IOException {
        StringBuilder whole = new StringBuilder(mark);
        for (Path archive : list(prepared, ARCHIVES)) {
            whole.append(Fingerprint.ofFiles(archive));
        }
        return whole.toString();
    }

    /** Java maps it without a look at all of it, so a power cut must leave all or nothing. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Ends the second process, if it is still there; what it leaves, the next training deletes. */
    @Override
    public void close() {
        try (lock) {
            training.destroyForcibly().onExit().join();
            FrameworkStorage.delete(work);
        } catch (IOException e) {
            LOG.debug("{} is left to a later start", work, e);
        }
    }

    private static List<Path> list(Path directory, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
            files.forEach(found::add);
        }
        return found;
    }
}
