package org.esxsync.fetch.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.tools.tar.TarConstants;
import org.apache.tools.tar.TarEntry;
import org.apache.tools.tar.TarOutputStream;

/** The programs that write tars, each in one of its formats and ways, which a seed decides. */
enum TarWriter {
    GNU_TAR("tar") {
        @Override
        void write(Path tree, Path tgz, Random random) throws Exception {
            String format = any(random, "gnu", "oldgnu", "posix", "ustar");
            List<String> command = new ArrayList<>(List.of("tar", "--format=" + format));
            if (random.nextBoolean()) {
                command.add("--blocking-factor=" + any(random, "1", "2", "20", "64"));
            }
            if (!format.equals("ustar") && random.nextBoolean()) {
                command.addAll(List.of("--sparse", "--label=of this tar"));
            }
            if (format.equals("posix")) {
                command.add("--sparse-version=" + any(random, "0.0", "0.1", "1.0"));
            }
            if (random.nextBoolean()) {
                command.add("--hard-dereference");
            }
            command.addAll(List.of("-czf", tgz.toString(), "-C", tree.toString(), top(random)));
            run(command);
        }
    },
    BSDTAR("bsdtar") {
        @Override
        void write(Path tree, Path tgz, Random random) throws Exception {
            String format = any(random, "pax", "paxr", "gnutar", "ustar");
            run(
                    List.of(
                            "bsdtar",
                            "--format=" + format,
                            "-czf",
                            tgz.toString(),
                            "-C",
                            tree.toString(),
                            top(random)));
        }
    },
    PYTHON("python3") {
        @Override
        void write(Path tree, Path tgz, Random random) throws Exception {
            run(
                    List.of(
                            "python3",
                            "-c",
                            "import sys, tarfile\n"
                                    + "t = tarfile.open(sys.argv[2], 'w:gz',"
                                    + " format=getattr(tarfile, sys.argv[3]))\n"
                                    + "t.add(sys.argv[1] + '/P', arcname='P')\n"
                                    + "t.close()\n",
                            tree.toString(),
                            tgz.toString(),
                            any(random, "GNU_FORMAT", "PAX_FORMAT", "USTAR_FORMAT")));
        }
    },
    ANT("") {
        @Override
        void write(Path tree, Path tgz, Random random) throws Exception {
            OutputStream file = new BufferedOutputStream(Files.newOutputStream(tgz));
            boolean posix = random.nextBoolean();
            try (TarOutputStream tar = new TarOutputStream(new GZIPOutputStream(file), "UTF-8");
                    Stream<Path> paths = Files.walk(tree.resolve("P"))) {
                tar.setLongFileMode(
                        posix ? TarOutputStream.LONGFILE_POSIX : TarOutputStream.LONGFILE_GNU);
                tar.setAddPaxHeadersForNonAsciiNames(posix);
                for (Path path : paths.sorted().toList()) {
                    put(tar, path, tree.relativize(path).toString());
                }
            }
        }

        private void put(TarOutputStream tar, Path path, String name) throws IOException {
            TarEntry entry;
            if (Files.isSymbolicLink(path)) {
                entry = new TarEntry(name, TarConstants.LF_SYMLINK);
                entry.setLinkName(Files.readSymbolicLink(path).toString());
            } else {
                entry = new TarEntry(name + (Files.isDirectory(path) ? "/" : ""));
            }
            boolean file = Files.isRegularFile(path) && !Files.isSymbolicLink(path);
            entry.setSize(file ? Files.size(path) : 0);
            entry.setMode(Files.isExecutable(path) ? 0755 : 0644);
            tar.putNextEntry(entry);
            if (file) {
                Files.copy(path, tar);
            }
            tar.closeEntry();
        }
    };

    private final String program;

    TarWriter(String program) {
        this.program = program;
    }

    /** Whether this machine has it. */
    boolean isThere() {
        return program.isEmpty() || isThere(program);
    }

    static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * Writes the directory P.
     *
     * @param tree where it stands
     */
    abstract void write(Path tree, Path tgz, Random random) throws Exception;

    private static String top(Random random) {
        return any(random, "P", "./P", "P/");
    }

    private static String any(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Runs a program where names are in UTF-8. */
    static void run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        String told = new String(output, StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + "\n" + told);
    }
}
