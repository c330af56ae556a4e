package org.esxsync.itests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the archetype has generated, built as a developer does who has ESX Sync's artifacts in the
 * local repository, and no network.
 *
 * @param directory an empty directory to build in
 */
public record GeneratedMatcher(Path directory) {

    private static final Path BUNDLES = Path.of("../bundles").toAbsolutePath().normalize();
    private static final Path GENERATED =
            BUNDLES.resolve(
                    "matchers/org.esxsync.matcher.archetype/target/test-classes/projects/basic"
                            + "/project/org.example.matcher.esxi91");

    /** Builds it with its test; returns the bundle. */
    public Path build() throws IOException, InterruptedException {
        Path repository = repository();
        Path project = directory.resolve("project");
        copy(GENERATED, project);
        Path log = directory.resolve("maven.log");
        int code =
                new ProcessBuilder(
                                Path.of(System.getProperty("esxsync.maven.home"), "bin/mvn")
                                        .toString(),
                                "-B",
                                "-o",
                                "-Dmaven.repo.local=" + repository,
                                "package")
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        assertEquals(0, code, () -> text(log));
        return project.resolve("target/org.example.matcher.esxi91-1.0.0.jar");
    }

    /** Links to the usual one, with ESX Sync's artifacts as {@code mvn install} would add them. */
    private Path repository() throws IOException {
        Path usual = Path.of(System.getProperty("esxsync.maven.repository"));
        Path repository = directory.resolve("repository");
        link(usual, repository, "org");
        link(usual.resolve("org"), repository.resolve("org"), "esxsync");
        Path own = repository.resolve("org/esxsync");
        install(own, "esxsync", BUNDLES.getParent());
        install(own, "bundles", BUNDLES);
        install(own, "org.esxsync.bom", BUNDLES.resolve("org.esxsync.bom"));
        install(own, "org.esxsync.api", BUNDLES.resolve("org.esxsync.api"));
        install(
                own,
                "org.esxsync.matcher.testkit",
                BUNDLES.resolve("matchers/org.esxsync.matcher.testkit"));
        return repository;
    }

    private static void link(Path from, Path to, String except) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    private static void install(Path repository, String artifact, Path module) throws IOException {
        String name = artifact + "-" + System.getProperty("esxsync.version");
        Path target =
                Files.createDirectories(
                        repository
                                .resolve(artifact)
                                .resolve(System.getProperty("esxsync.version")));
        Files.copy(module.resolve("pom.xml"), target.resolve(name + ".pom"));
        Path jar = module.resolve("target").resolve(name + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, target.resolve(name + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static String text(Path log) {
        try {
            return String.join("\n", Files.readAllLines(log));
        } catch (IOException e) {
            return List.of(log, e).toString();
        }
    }
}
