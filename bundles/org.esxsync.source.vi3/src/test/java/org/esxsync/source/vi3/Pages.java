package org.esxsync.source.vi3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.Transport;
import org.jspecify.annotations.Nullable;

/** A site in memory, whose pages are called by their content. */
final class Pages implements Transport {

    private final Map<URI, String> bodies = new ConcurrentHashMap<>();
    private final Set<URI> exhausting = ConcurrentHashMap.newKeySet();
    final List<URI> requests = new CopyOnWriteArrayList<>();
    volatile boolean givesValidators = true;

    Pages with(String location, String body) {
        bodies.put(URI.create(location), body);
        return this;
    }

    /** Lets a page be one that takes more memory than there is. */
    Pages failAt(String location) {
        exhausting.add(URI.create(location));
        return this;
    }

    @Override
    public Document read(URI location, @Nullable String validator) {
        requests.add(location);
        if (exhausting.contains(location)) {
            throw new StackOverflowError();
        }
        String body = bodies.get(location);
        if (body == null) {
            throw new FetchException(
                    FetchException.Reason.REFUSED, location.toString(), "404 Not Found");
        }
        String current = "\"" + body.hashCode() + "\"";
        boolean modified = !givesValidators || !current.equals(validator);
        return new Document(
                location,
                modified,
                modified ? body.getBytes(StandardCharsets.UTF_8) : new byte[0],
                "text/html",
                givesValidators ? current : null);
    }

    @Override
    public Document store(URI location, @Nullable String validator, Path target, long limit) {
        throw new UnsupportedOperationException("a page is read into memory");
    }

    /** A page as a transport hands it over. */
    static Document document(String location, String body) {
        return new Pages().with(location, body).read(URI.create(location), null);
    }
}
