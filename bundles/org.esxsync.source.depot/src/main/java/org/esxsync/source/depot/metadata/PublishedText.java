package org.esxsync.source.depot.metadata;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.esxsync.api.patch.Patch;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.PlainText;
import org.jspecify.annotations.Nullable;

/** Reads the texts that bulletins, VIBs and image profiles have in common. */
public final class PublishedText {

    private PublishedText() {}

    /**
     * @throws IllegalArgumentException if it is not a single line of text
     */
    public static String id(String text) {
        if (!text.equals(PlainText.line(text))) {
            throw new IllegalArgumentException("its id is not a single line of text");
        }
        return text;
    }

    /**
     * As written, without a shift into another zone. Some tools leave the zone out.
     *
     * @param element names the element in messages
     * @return null if the text is empty
     * @throws IllegalArgumentException if it is no date and time
     */
    public static @Nullable LocalDateTime time(String element, String text) {
        try {
            return text.isEmpty()
                    ? null
                    : DateTimeFormatter.ISO_DATE_TIME.parse(text, LocalDateTime::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "its %s '%s' is no date and time like 2017-10-05T00:00:00+00:00"
                            .formatted(element, PlainText.line(text)),
                    e);
        }
    }

    /** Tells a patch when it was released. */
    public static Patch.Builder released(Patch.Builder patch, @Nullable LocalDateTime time) {
        return time == null
                ? patch
                : patch.releaseDate(time.toLocalDate()).releaseTime(time.toLocalTime());
    }

    /** Real bundles say {@code unknown} or nothing here, so what is no link is no error. */
    public static @Nullable URI link(String text) {
        try {
            URI url = new URI(text);
            return DepotUrl.isOnline(text) && url.getHost() != null ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** What a text says that should be {@code true} or {@code false}; null for anything else. */
    public static @Nullable Boolean truth(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        return text.equalsIgnoreCase("false") ? false : null;
    }
}
