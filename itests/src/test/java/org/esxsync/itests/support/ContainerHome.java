package org.esxsync.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * The directories that the product in the container works with, anew for each run.
 *
 * @param root the directory that has them all
 */
public record ContainerHome(Path root) {

    private static final String PROPERTY = "org.esxsync.itests.home";

    /** The one of the container that the test runs in. */
    public static ContainerHome of(BundleContext context) {
        return new ContainerHome(Path.of(context.getProperty(PROPERTY)));
    }

    /** Makes the directories, with the demo switched on. */
    static ContainerHome create() throws IOException {
        ContainerHome home =
                new ContainerHome(Files.createTempDirectory(Path.of("target"), "container"));
        Files.createDirectories(home.deploy());
        Path conf = Files.createDirectories(home.conf());
        Files.createFile(conf.resolve("org.esxsync.demo.cfg"));
        return new ContainerHome(home.root().toAbsolutePath());
    }

    public Path conf() {
        return root.resolve("conf");
    }

    public Path deploy() {
        return root.resolve("deploy");
    }

    public Path mirror() {
        return root.resolve("mirror");
    }

    /** Makes the mirror as new. No sync may be at work. */
    public void emptyMirror() throws IOException {
        if (Files.exists(mirror())) {
            try (Stream<Path> files = Files.walk(mirror())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The container's own; it empties it when it starts. */
    Path work() {
        return root.resolve("work");
    }

    /** The properties of the framework that lead to the directories, as the launcher sets them. */
    Map<String, String> properties() {
        return Map.of(
                PROPERTY,
                root.toString(),
                "esxsync.home",
                root.toString(),
                "org.esxsync.mirror",
                mirror().toString(),
                "felix.cm.dir",
                root.resolve("configurations").toString(),
                "felix.fileinstall.dir",
                conf() + "," + deploy(),
                "felix.fileinstall.tmpdir",
                root.resolve("deployed").toString(),
                "felix.fileinstall.noInitialDelay",
                "true",
                "felix.fileinstall.poll",
                "200",
                "felix.fileinstall.start.level",
                "5",
                "felix.fileinstall.enableConfigSave",
                "false");
    }
}
