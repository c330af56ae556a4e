package org.esxsync.fetch.location;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.fetch.RedactedLocation;

/** Opens {@code file:} locations. A file's version is its size and time of modification. */
public final class FileFetcher implements Fetcher {

    @Override
    public Body open(Request request) {
        URI location = request.location();
        Path file = path(location);
        BasicFileAttributes attributes = attributes(location, file);
        Version version = version(attributes);
        if (version.equals(request.known()) && request.offset() == 0) {
            return Body.notModified(location, version);
        }
        return new Body(
                location,
                true,
                0,
                attributes.size(),
                true,
                version,
                null,
                new LocalStream(location, stream(location, file), () -> {}));
    }

    private static InputStream stream(URI location, Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw Failures.unreadable(location, e);
        }
    }

    /** The local path of a {@code file:} location. */
    static Path path(URI location) {
        try {
            return Path.of(new URI(location.getScheme(), null, location.getPath(), null));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new FetchException(
                    Reason.REFUSED,
                    RedactedLocation.of(location),
                    "it is not the location of a local file; use a form such as"
                            + " file:/srv/patches/x",
                    e);
        }
    }

    static BasicFileAttributes attributes(URI location, Path file) {
        String place = RedactedLocation.of(location);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new FetchException(
                        Reason.REFUSED, place, "it is not a regular file; name the file itself");
            }
            return attributes;
        } catch (NoSuchFileException e) {
            throw new NotFoundException(place, "there is no such file; check the location", e);
        } catch (IOException e) {
            throw Failures.unreadable(location, e);
        }
    }

    static Version version(BasicFileAttributes attributes) {
        String value = attributes.size() + "-" + attributes.lastModifiedTime().toInstant();
        return new Version(Version.Kind.FILE, value, false);
    }
}
