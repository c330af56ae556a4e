package org.esxsync.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * SQLite's native library, unpacked once. On its own the driver would unpack it at each start,
 * compare it byte by byte, and leave it in the directory for temporary files when killed. It takes
 * a library of ours by system properties alone, which are the launcher's to set.
 */
final class SqliteLibrary {

    private static final String BUNDLE = "org.xerial.sqlite-jdbc";
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private SqliteLibrary() {}

    /** Has the driver load the library from a directory, which gets it if it is not there yet. */
    static void provide(BundleContext context, Path directory) throws IOException {
        Path file = directory.resolve(System.mapLibraryName("sqlitejdbc"));
        if (!Files.exists(file)) {
            unpack(context, file);
        }
        if (Files.exists(file) && System.getProperty(PATH) == null) {
            System.setProperty(PATH, directory.toString());
            System.setProperty(NAME, file.getFileName().toString());
        }
    }

    private static void unpack(BundleContext context, Path file) throws IOException {
        URL library = library(context, file.getFileName().toString());
        if (library == null) {
            return;
        }
        Path unpacking = file.resolveSibling("unpacking");
        Files.createDirectories(file.getParent());
        try (InputStream in = library.openStream()) {
            Files.copy(in, unpacking, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unpacking, file);
    }

    /** The driver alone knows which of its libraries is for this machine. */
    private static @Nullable URL library(BundleContext context, String name) {
        Bundle driver =
                Arrays.stream(context.getBundles())
                        .filter(bundle -> BUNDLE.equals(bundle.getSymbolicName()))
                        .findFirst()
                        .orElse(null);
        if (driver == null) {
            return null;
        }
        try {
            Class<?> loader = driver.loadClass("org.sqlite.util.LibraryLoaderUtil");
            Object folder = loader.getMethod("getNativeLibResourcePath").invoke(null);
            return driver.getEntry(folder + "/" + name);
        } catch (ReflectiveOperationException e) {
            // Another version of the driver: it unpacks its library itself.
            return null;
        }
    }
}
