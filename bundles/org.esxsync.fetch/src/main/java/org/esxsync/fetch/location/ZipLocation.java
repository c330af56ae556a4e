package org.esxsync.fetch.location;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.fetch.RedactedLocation;

/**
 * The location of an entry of a zip: {@code jar:file:/…/bundle.zip!/entry}, or {@code
 * jar:https://…/bundle.zip!/entry}. Each further {@code !/} leads into a zip within the zip. Entry
 * names are percent-encoded.
 *
 * @param location the whole
 * @param zip where the outermost zip is
 * @param names of the entry, and before it of the zips that it is in
 */
public record ZipLocation(URI location, URI zip, List<String> names) {

    private static final String SEPARATOR = "!/";
    private static final int MAX_NESTING = 3;

    /**
     * @throws FetchException if it is none
     */
    public static ZipLocation of(URI location) {
        String[] parts = location.getRawSchemeSpecificPart().split(SEPARATOR, -1);
        if (parts.length < 2 || parts.length > MAX_NESTING + 1) {
            throw refused(location, "it names no entry of a zip; use jar:file:/x.zip!/entry");
        }
        List<String> names = Arrays.stream(parts).skip(1).map(ZipLocation::decoded).toList();
        return new ZipLocation(location, zip(location, parts[0]), names);
    }

    /** Tells that the zip has no such entry. */
    public FetchException noEntry() {
        return new NotFoundException(
                RedactedLocation.of(location), "the zip has no such entry; check its name");
    }

    private static URI zip(URI location, String zip) {
        try {
            return URI.create(zip);
        } catch (IllegalArgumentException e) {
            throw refused(location, "the part before '!/' is not a location; check it");
        }
    }

    private static String decoded(String name) {
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static FetchException refused(URI location, String detail) {
        return new FetchException(Reason.REFUSED, RedactedLocation.of(location), detail);
    }
}
