package org.esxsync.fetch.location;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Opens entries of local zips, and of zips within them. */
public final class ZipEntryFetcher implements Fetcher {

    @Override
    public Body open(Request request) throws IOException {
        ZipLocation location = ZipLocation.of(request.location());
        Path file = FileFetcher.path(location.zip());
        Version version = FileFetcher.version(FileFetcher.attributes(location.zip(), file));
        if (version.equals(request.known()) && request.offset() == 0) {
            return Body.notModified(location.location(), version);
        }
        return open(location, file, version);
    }

    /**
     * Opens an entry.
     *
     * @param file the zip, wherever its location is
     * @param version the zip's
     */
    public static Body open(ZipLocation location, Path file, @Nullable Version version)
            throws IOException {
        ZipFile zip = zipFile(location, file);
        try {
            ZipEntry entry = zip.getEntry(location.names().get(0));
            if (entry == null || entry.isDirectory()) {
                throw location.noEntry();
            }
            return inner(location, entry.getSize(), version, zip.getInputStream(entry), zip::close);
        } catch (IOException e) {
            zip.close();
            throw Failures.damagedZip(location.location(), e);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /**
     * Opens the rest of a location, whose first entry is open.
     *
     * @param size bytes of that entry
     * @param container closed with the body
     */
    public static Body inner(
            ZipLocation location,
            long size,
            @Nullable Version version,
            InputStream outer,
            AutoCloseable container)
            throws IOException {
        InputStream stream = outer;
        long total = size;
        List<String> names = location.names();
        for (String name : names.subList(1, names.size())) {
            ZipInputStream zip = new ZipInputStream(stream);
            ZipEntry entry = find(zip, name);
            if (entry == null || entry.isDirectory()) {
                throw location.noEntry();
            }
            total = entry.getSize();
            stream = zip;
        }
        return new Body(
                location.location(),
                true,
                0,
                total,
                true,
                version,
                null,
                new LocalStream(location.location(), stream, container));
    }

    private static ZipFile zipFile(ZipLocation location, Path file) {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw Failures.damagedZip(location.location(), e);
        } catch (IOException e) {
            throw Failures.unreadable(location.location(), e);
        }
    }

    private static @Nullable ZipEntry find(ZipInputStream zip, String name) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(name)) {
                return entry;
            }
        }
        return null;
    }
}
