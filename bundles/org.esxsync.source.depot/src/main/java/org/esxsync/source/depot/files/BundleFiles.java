package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.source.MalformedSourceException;

/**
 * A depot in a zip: an offline bundle. If a zip has nothing but the bundle's zip in it, that one is
 * read, but none further in.
 */
public final class BundleFiles implements DepotFiles {

    private static final String INDEX = "index.xml";
    private static final String COPY = "inner-";
    private static final String EXTENSION = ".zip";
    private static final long MAX_METADATA = 512L << 20;
    private static final long MAX_INNER_BUNDLE = 8L << 30;

    private final Path workspace;
    private final List<Path> copies = new ArrayList<>();
    private final String fingerprint;
    private URI top;
    private ZipFile zip;

    /**
     * @param bundle the zip
     * @param workspace takes copies of zips within the zip until this is closed
     * @throws NoBundleException if it is a zip of another kind
     */
    public BundleFiles(Path bundle, Path workspace) {
        this.workspace = workspace;
        this.top = DepotUrl.zip(bundle);
        this.zip = Zips.open(bundle.toString(), bundle);
        try {
            this.fingerprint = FolderFiles.fingerprint(bundle);
            if (zip.getEntry(INDEX) == null) {
                descend(onlyZip());
            }
        } catch (IOException e) {
            close();
            throw PlainText.unreadable(bundle.toString(), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Removes the copies that a scan left which was killed. */
    public static void sweep(Path workspace) {
        try (DirectoryStream<Path> copies =
                Files.newDirectoryStream(workspace, COPY + "*" + EXTENSION)) {
            for (Path copy : copies) {
                Files.delete(copy);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw PlainText.unreadable(workspace.toString(), e);
        }
    }

    private ZipEntry onlyZip() {
        List<? extends ZipEntry> zips =
                zip.stream()
                        .filter(
                                entry ->
                                        entry.getName()
                                                .toLowerCase(Locale.ROOT)
                                                .endsWith(EXTENSION))
                        .limit(2)
                        .toList();
        if (zips.size() != 1) {
            throw new NoBundleException(display(top));
        }
        return zips.get(0);
    }

    private void descend(ZipEntry entry) throws IOException {
        URI inner = DepotUrl.beside(top, DepotUrl.safe(entry.getName()));
        ZipFile innerZip = Zips.open(display(inner), copy(entry, MAX_INNER_BUNDLE));
        zip.close();
        zip = innerZip;
        top = URI.create(inner + "!/");
        if (zip.getEntry(INDEX) == null) {
            throw new NoBundleException(display(top));
        }
    }

    @Override
    public Set<URI> indexes() {
        return Set.of(URI.create(top + INDEX));
    }

    @Override
    public URI locate(URI document, long limit) {
        entry(document);
        return document;
    }

    @Override
    public byte[] read(URI document, int limit) {
        try (InputStream in = Zips.content(zip, entry(document))) {
            return new BoundedInput(in, limit).readAllBytes();
        } catch (IOException e) {
            throw PlainText.unreadable(display(document), e);
        }
    }

    @Override
    public Path file(URI document) {
        try {
            return copy(entry(document), MAX_METADATA);
        } catch (IOException e) {
            throw PlainText.unreadable(display(document), e);
        }
    }

    private Path copy(ZipEntry entry, long limit) throws IOException {
        Path copy = Files.createTempFile(workspace, COPY, EXTENSION);
        copies.add(copy);
        try (InputStream in = new BoundedInput(Zips.content(zip, entry), limit)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    /** That of the whole bundle. */
    @Override
    public String fingerprint(URI document) {
        return fingerprint;
    }

    @Override
    public String display(URI document) {
        String inner = URI.create(document.toString().substring("jar:".length())).getPath();
        return inner.endsWith("!/") ? inner.substring(0, inner.length() - 2) : inner;
    }

    @Override
    public void close() {
        try {
            zip.close();
            for (Path copy : copies) {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw PlainText.unreadable(display(top), e);
        }
    }

    private ZipEntry entry(URI document) {
        ZipEntry entry = zip.getEntry(name(document));
        if (entry == null) {
            throw new MalformedSourceException(display(document), "there is no such entry");
        }
        return entry;
    }

    private String name(URI document) {
        return URI.create(document.toString().substring(top.toString().length())).getPath();
    }
}
