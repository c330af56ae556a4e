package org.esxsync.itests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the archetypes have generated, built as a developer does who has ESX Sync's artifacts in the
 * local repository, and no network.
 *
 * @param directory an empty directory to build in
 */
public record GeneratedPlugins(Path directory) {

    private static final Path BUNDLES = Path.of("../bundles").toAbsolutePath().normalize();
    private static final String GENERATED = "target/test-classes/projects/basic/project";
    private static final String MATCHER = "org.example.matcher.esxi91";
    private static final String SOURCE = "org.example.source.list";

    /** Both in one build, since a build's start takes longer than the rest of it. */
    private static final String ALL =
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId>
              <artifactId>all</artifactId>
              <version>1.0.0</version>
              <packaging>pom</packaging>
              <modules>
                <module>%s</module>
                <module>%s</module>
              </modules>
            </project>
            """
                    .formatted(MATCHER, SOURCE);

    /** Builds them with their tests. */
    public void build() throws IOException, InterruptedException {
        Path repository = repository();
        copy(generated("matchers/org.esxsync.matcher.archetype", MATCHER), project(MATCHER));
        copy(generated("org.esxsync.source.archetype", SOURCE), project(SOURCE));
        Files.writeString(directory.resolve("pom.xml"), ALL);
        Path log = directory.resolve("maven.log");
        int code =
                new ProcessBuilder(
                                Path.of(System.getProperty("esxsync.maven.home"), "bin/mvn")
                                        .toString(),
                                "-B",
                                "-o",
                                "-Dmaven.repo.local=" + repository,
                                "package")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        assertEquals(0, code, () -> text(log));
    }

    /** The bundle with the matcher. */
    public Path matcher() {
        return project(MATCHER).resolve("target/" + MATCHER + "-1.0.0.jar");
    }

    /** The bundle with the source. */
    public Path source() {
        return project(SOURCE).resolve("target/" + SOURCE + "-1.0.0.jar");
    }

    private Path project(String name) {
        return directory.resolve(name);
    }

    private static Path generated(String archetype, String name) {
        return BUNDLES.resolve(archetype).resolve(GENERATED).resolve(name);
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
        install(own, "org.esxsync.source.testkit", BUNDLES.resolve("org.esxsync.source.testkit"));
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
