package org.esxsync.source.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.files.archive.FoundArchive;

/** The checksums that stand beside an archive, compared with what it holds. Used once. */
final class PublishedDigests {

    private final FoundArchive archive;

    /** Each with who says so, the nearest to the truth first. */
    private final Map<Digest, String> published = new LinkedHashMap<>();

    PublishedDigests(FoundArchive archive) {
        this.archive = archive;
    }

    /**
     * @param by who says so, such as "its page"
     */
    void add(Digest digest, String by) {
        published.putIfAbsent(digest, by);
    }

    /**
     * What is known of the archive: what was published and holds, and what we computed. Of one on a
     * server, what several give differently is not known.
     *
     * @throws MalformedSourceException if nothing that was published with an algorithm holds
     */
    List<Digest> agreed(Remarks remarks) {
        List<Digest> agreed = new ArrayList<>(archive.digests());
        for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
            List<Digest> told =
                    published.keySet().stream()
                            .filter(digest -> digest.algorithm() == algorithm)
                            .toList();
            Optional<Digest> computed =
                    archive.digests().stream()
                            .filter(digest -> digest.algorithm() == algorithm)
                            .findFirst();
            if (told.isEmpty()) {
                continue;
            }
            if (computed.isPresent() && !told.contains(computed.get())) {
                throw wrong(told.get(0), computed.get());
            }
            if (told.size() > 1) {
                remarks.add(
                        "%s: %s and %s give different %s checksums"
                                .formatted(
                                        archive.place(),
                                        published.get(told.get(0)),
                                        published.get(told.get(1)),
                                        algorithm.standardName()));
            }
            if (computed.isEmpty() && told.size() == 1) {
                agreed.add(told.get(0));
            }
        }
        agreed.sort(Comparator.comparing(Digest::algorithm));
        return agreed;
    }

    private MalformedSourceException wrong(Digest told, Digest computed) {
        return new MalformedSourceException(
                archive.place(),
                "its %s is %s, but %s says %s; get the file again, or correct what is wrong"
                        .formatted(
                                told.algorithm().standardName(),
                                computed.hex(),
                                published.get(told),
                                told.hex()));
    }
}
