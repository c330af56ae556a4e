package org.esxsync.fetch.location;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code jar:file:/…/bundle.zip!/entry}, where each further {@code !/} leads into a zip
 * within the zip. Entry names are percent-encoded.
 */
final class ZipEntryFetcher implements Fetcher {

    private static final String SEPARATOR = "!/";
    private static final int MAX_NESTING = 3;

    @Override
    public Body open(Request request) throws IOException {
        URI location = request.location();
        String[] parts = location.getRawSchemeSpecificPart().split(SEPARATOR, -1);
        if (parts.length < 2 || parts.length > MAX_NESTING + 1 || !parts[0].startsWith("file:")) {
            throw refused(location, "it names no entry of a local zip; use jar:file:/x.zip!/entry");
        }
        URI zip = uri(location, parts[0]);
        Path file = FileFetcher.path(zip);
        Version version = FileFetcher.version(FileFetcher.attributes(zip, file));
        if (version.equals(request.known()) && request.offset() == 0) {
            return Body.notModified(location, version);
        }
        List<String> names = Arrays.stream(parts).skip(1).map(ZipEntryFetcher::decoded).toList();
        return open(location, file, names, version);
    }

    private static Body open(URI location, Path file, List<String> names, Version version)
            throws IOException {
        ZipFile zip = zipFile(location, file);
        try {
            ZipEntry entry = zip.getEntry(names.get(0));
            InputStream stream = entry == null ? null : zip.getInputStream(entry);
            for (String name : names.subList(1, names.size())) {
                ZipInputStream inner = stream == null ? null : new ZipInputStream(stream);
                entry = inner == null ? null : find(inner, name);
                stream = entry == null ? null : inner;
            }
            if (entry == null || stream == null || entry.isDirectory()) {
                throw refused(location, "the zip has no such entry; check its name");
            }
            return new Body(
                    location,
                    true,
                    0,
                    entry.getSize(),
                    true,
                    version,
                    null,
                    new LocalStream(location, stream, zip));
        } catch (IOException e) {
            zip.close();
            throw Failures.damagedZip(location, e);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zipFile(URI location, Path file) {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw Failures.damagedZip(location, e);
        } catch (IOException e) {
            throw Failures.unreadable(location, e);
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

    private static String decoded(String name) {
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static URI uri(URI location, String file) {
        try {
            return URI.create(file);
        } catch (IllegalArgumentException e) {
            throw refused(location, "the part before '!/' is not a location; check it");
        }
    }

    private static FetchException refused(URI location, String detail) {
        return new FetchException(Reason.REFUSED, RedactedLocation.of(location), detail);
    }
}
