package org.esxsync.serve.machine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.esxsync.api.sync.PatchChange;

/**
 * An entry of a feed.
 *
 * @param id the same for the same change, and for no other
 * @param title a line for people
 * @param text a sentence or two for people
 * @param at when it happened
 */
record NewsItem(String id, String title, String text, Instant at) {

    static NewsItem of(PatchChange change, String scope) {
        String releases =
                change.releases().stream().map(Object::toString).collect(Collectors.joining(", "));
        String what = change.kind().name().toLowerCase(Locale.ROOT);
        String name =
                String.join(
                        "\n",
                        scope,
                        what,
                        change.patch().toString(),
                        releases,
                        change.at().toString());
        String patch = change.patch().id();
        return new NewsItem(
                urn(name),
                "%s: %s".formatted(patch, what),
                "%s%s was %s%s."
                        .formatted(
                                change.title().isEmpty() ? "" : change.title() + ". ",
                                patch,
                                what,
                                releases.isEmpty() ? "" : " (" + releases + ")"),
                change.at());
    }

    static String urn(String name) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
