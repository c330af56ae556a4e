package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.source.MalformedSourceException;

/** A depot in an open zip: an offline bundle. */
final class BundleFiles implements DepotFiles {

    private static final long MAX_METADATA = 512L << 20;

    private final ZipFile zip;
    private final URI top;
    private final String index;
    private final Path workspace;
    private final List<Path> copies = new ArrayList<>();

    /**
     * @param top the URL of the top of the zip
     * @param index the name of the depot's index in the zip
     * @param workspace takes copies of metadata zips until this is closed
     */
    BundleFiles(ZipFile zip, URI top, String index, Path workspace) {
        this.zip = zip;
        this.top = top;
        this.index = index;
        this.workspace = workspace;
    }

    @Override
    public Set<URI> indexes() {
        return Set.of(DepotUrl.beside(top, DepotUrl.safe(index)));
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
            Path copy = ZipCopies.copy(zip, entry(document), workspace, MAX_METADATA);
            copies.add(copy);
            return copy;
        } catch (IOException e) {
            throw PlainText.unreadable(display(document), e);
        }
    }

    /** The zip as a whole has one. */
    @Override
    public String fingerprint(URI document) {
        return "";
    }

    @Override
    public String display(URI document) {
        return displayed(document);
    }

    static String displayed(URI document) {
        String inner = URI.create(document.toString().substring("jar:".length())).getPath();
        return inner.endsWith("!/") ? inner.substring(0, inner.length() - 2) : inner;
    }

    @Override
    public void close() {
        try {
            for (Path copy : copies) {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw PlainText.unreadable(display(top), e);
        }
    }

    private ZipEntry entry(URI document) {
        String name = URI.create(document.toString().substring(top.toString().length())).getPath();
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new MalformedSourceException(display(document), "there is no such entry");
        }
        return entry;
    }
}
