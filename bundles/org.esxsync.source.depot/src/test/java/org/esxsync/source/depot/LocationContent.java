package org.esxsync.source.depot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads an artifact's location as its contract says, by another way than the product does. */
final class LocationContent {

    private LocationContent() {}

    static byte[] read(URI location) throws IOException {
        if (location.getScheme().equals("file")) {
            return Files.readAllBytes(Path.of(location));
        }
        List<String> parts =
                Arrays.asList(location.toString().substring("jar:".length()).split("!/"));
        try (InputStream in = Files.newInputStream(Path.of(URI.create(parts.get(0))))) {
            InputStream inner = in;
            for (String part : parts.subList(1, parts.size())) {
                inner = entry(inner, URI.create(part).getPath());
            }
            return inner.readAllBytes();
        }
    }

    private static InputStream entry(InputStream in, String name) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(name)) {
                return zip;
            }
        }
        throw new IOException("there is no entry " + name);
    }
}
