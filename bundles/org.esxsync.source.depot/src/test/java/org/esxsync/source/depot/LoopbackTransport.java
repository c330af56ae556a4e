package org.esxsync.source.depot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.fetch.Transport;
import org.jspecify.annotations.Nullable;

/** The plainest transport there is: enough for a server on loopback. */
final class LoopbackTransport implements Transport {

    @Override
    public Document read(URI location, @Nullable String validator) {
        throw new UnsupportedOperationException("a depot's documents are stored in files");
    }

    @Override
    public Document store(URI location, @Nullable String validator, Path target, long limit) {
        try {
            HttpURLConnection connection = (HttpURLConnection) location.toURL().openConnection();
            if (validator != null) {
                connection.setRequestProperty("If-None-Match", validator);
            }
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new NotFoundException(location.toString(), "the server answers 404");
            }
            if (status >= 400) {
                throw new FetchException(
                        FetchException.Reason.REFUSED,
                        location.toString(),
                        "the server answers " + status);
            }
            boolean modified = status == HttpURLConnection.HTTP_OK;
            if (modified && connection.getContentLengthLong() > limit) {
                throw new FetchException(
                        FetchException.Reason.TOO_LARGE,
                        location.toString(),
                        "it is larger than " + limit + " bytes");
            }
            if (modified) {
                try (InputStream in = connection.getInputStream()) {
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            URI found = URI.create(connection.getURL().toString());
            String etag = connection.getHeaderField("ETag");
            return new Document(found, modified, new byte[0], null, etag);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
