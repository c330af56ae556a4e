package org.esxsync.serve.content;

import java.util.Locale;
import java.util.Map;

/** The media types of the files that a mirror has, by their names. */
public final class MediaTypes {

    private static final String BINARY = "application/octet-stream";

    private static final Map<String, String> BY_ENDING =
            Map.of(
                    "xml", "text/xml; charset=utf-8",
                    "zip", "application/zip",
                    "gz", "application/gzip",
                    "tgz", "application/gzip",
                    "rpm", "application/x-rpm",
                    "txt", "text/plain; charset=utf-8",
                    "pdf", "application/pdf");

    private MediaTypes() {}

    /** The type of a file; bytes of no known kind, as a VIB is, where nothing else is known. */
    public static String of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, BINARY);
    }
}
