package org.esxsync.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What an upgrade finds of the version before, and keeps: the configuration of one that stands
 * beside the new one, and a mirror that an earlier version made inside of its own directory.
 *
 * @param home the new installation
 */
record FormerInstallation(Path home) {

    private static final String CONF = "conf";
    private static final String DEPLOY = "deploy";
    private static final String SECRETS = "conf/secrets";
    private static final String README = "README";
    private static final String SYNC = "org.esxsync.sync.cfg";
    private static final String HOME = "${esxsync.home}";

    /**
     * Takes over what is there to take over; where there is nothing, it costs a look into a
     * directory.
     *
     * @return what was done, or could not be done, a sentence each
     */
    List<String> takeOver() {
        List<String> told = new ArrayList<>();
        try {
            if (own(home.resolve(CONF)).isEmpty()) {
                beside().ifPresent(former -> copy(former, told));
            }
            keepMirrorInside(told);
        } catch (IOException e) {
            told.add("an older version beside this one was not looked for: " + e);
        }
        return told;
    }

    private void copy(Path former, List<String> told) {
        Path conf = home.resolve(CONF);
        try {
            for (String folder : List.of(DEPLOY, SECRETS, CONF)) {
                for (Path file : own(former.resolve(folder))) {
                    Path to = home.resolve(folder);
                    makePrivate(to);
                    copy(file, to.resolve(file.getFileName()), former);
                }
            }
            told.add("%s has the configuration of %s now".formatted(conf, former));
        } catch (IOException e) {
            told.add(
                    "the configuration of %s is not used, since it cannot be copied: %s; copy its conf/"
                                    .formatted(former, e)
                            + " and deploy/ here");
        }
    }

    /** The directory of secrets is there only once there are some. */
    private static void makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** What meant the former installation still does, but for secrets, which are copied. */
    private void copy(Path file, Path to, Path former) throws IOException {
        if (Files.exists(to)) {
            return;
        }
        Path copying = to.resolveSibling("." + to.getFileName() + ".new");
        Files.copy(
                file,
                copying,
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        if (isConfiguration(file)) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            String meant =
                    text.replace(HOME, escaped(former))
                            .replace(
                                    escaped(former.resolve(SECRETS)) + "/",
                                    escaped(home.resolve(SECRETS)) + "/");
            if (!meant.equals(text)) {
                Files.writeString(copying, meant, StandardCharsets.ISO_8859_1);
            }
        }
        Files.move(copying, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A path as a file has it that is read byte by byte. */
    private static String escaped(Path path) {
        byte[] bytes = path.toString().replace("\\", "\\\\").getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Of several, the one that was configured last. */
    private Optional<Path> beside() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> neighbours =
                Files.newDirectoryStream(home.getParent(), "esxsync*")) {
            for (Path neighbour : neighbours) {
                if (!neighbour.equals(home) && isTrusted(neighbour)) {
                    found.add(neighbour);
                }
            }
        }
        return found.stream()
                .max(
                        Comparator.comparing(FormerInstallation::configured)
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** Where everyone may write, somebody else could have put one there. */
    private boolean isTrusted(Path neighbour) throws IOException {
        return Files.isDirectory(neighbour, LinkOption.NOFOLLOW_LINKS)
                && Files.exists(neighbour.resolve("lib/distribution.jar"))
                && Files.getOwner(neighbour).equals(Files.getOwner(home))
                && !own(neighbour.resolve(CONF)).isEmpty();
    }

    private static FileTime configured(Path installation) {
        FileTime last = FileTime.fromMillis(0);
        try {
            for (Path file : own(installation.resolve(CONF))) {
                FileTime changed = Files.getLastModifiedTime(file);
                last = changed.compareTo(last) > 0 ? changed : last;
            }
        } catch (IOException e) {
            // deleted just now
        }
        return last;
    }

    /** The files in a directory that are not of the distribution. */
    private static List<Path> own(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (Files.isRegularFile(file)
                        && !name.equals(README)
                        && !name.startsWith(".")
                        && !name.endsWith(".example")) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    private static boolean isConfiguration(Path file) {
        return file.getFileName().toString().endsWith(".cfg");
    }

    /** A mirror in the installation stays, and from now on the configuration says so. */
    private void keepMirrorInside(List<String> told) throws IOException {
        DefaultMirror mirror = new DefaultMirror(home);
        Path sync = home.resolve(CONF).resolve(SYNC);
        if (!mirror.isInside() || namesMirror(sync)) {
            return;
        }
        try {
            Files.writeString(
                    sync,
                    "%n# It was made by an earlier version.%nmirror = %s/mirror%n".formatted(HOME),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            told.add("the mirror stays in %s, as %s now says".formatted(mirror.inside(), sync));
        } catch (IOException e) {
            told.add("the mirror is still in %s; say so in %s".formatted(mirror.inside(), sync));
        }
    }

    private static boolean namesMirror(Path sync) throws IOException {
        if (!Files.exists(sync)) {
            return false;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(sync)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            // Whoever reads the configuration says what is wrong with it.
            return true;
        }
        return !properties.getProperty("mirror", "").isBlank();
    }
}
