package org.esxsync.sync.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;

/**
 * The keys of the patches that may belong to each release, kept in the ledger, so that those of one
 * release are found without reading all. They are all that a release claims or has, and may be
 * more: whoever reads them asks its matcher. The ledger itself drops them with the first change of
 * what is listed or published. Used by one thread.
 */
public final class ReleaseKeys {

    private static final String NAME = "patches of ";
    private static final String SOURCE = "source";
    private static final char TAB = '\t';
    private static final char END = '\n';

    private final Map<EsxRelease, Set<PatchKey>> published;

    /** By release and source, a line for each key. */
    private final Map<EsxRelease, Map<String, StringBuilder>> lines = new HashMap<>();

    /**
     * @param published the keys of what each release has
     */
    public ReleaseKeys(Map<EsxRelease, Set<PatchKey>> published) {
        this.published = published;
    }

    /** Takes a patch and the releases that claim it, if it is listed. */
    public void add(CataloguedPatch known, List<EsxRelease> claimed) {
        PatchKey key = known.key();
        claimed.forEach(release -> add(release, known.patch().source(), key));
        published.forEach(
                (release, keys) -> {
                    if (keys.contains(key) && !claimed.contains(release)) {
                        add(release, known.patch().source(), key);
                    }
                });
    }

    private void add(EsxRelease release, String source, PatchKey key) {
        lines.computeIfAbsent(release, each -> new TreeMap<>())
                .computeIfAbsent(source, each -> new StringBuilder())
                .append(key.id())
                .append(TAB)
                .append(key.revision())
                .append(END);
    }

    /**
     * Keeps all that was taken, and that releases of which nothing was taken have no patches.
     *
     * @param matchers said what belongs to each release
     */
    public void keep(MatcherSnapshot matchers, Ledger ledger) {
        String identity = matchers.identity();
        if (identity == null) {
            return;
        }
        for (EsxRelease release : matchers.releases()) {
            StringBuilder text = new StringBuilder();
            lines.getOrDefault(release, Map.of())
                    .forEach(
                            (source, keys) ->
                                    text.append(SOURCE)
                                            .append(TAB)
                                            .append(source)
                                            .append(TAB)
                                            .append(END)
                                            .append(keys));
            ledger.recordConclusion(NAME + release, identity, text.toString());
        }
    }

    /**
     * Passes all patches that may belong to a release to a consumer: those that are kept for the
     * same matchers, or else all that there are.
     */
    public static void forEachPatch(
            EsxRelease release,
            MatcherSnapshot matchers,
            Ledger ledger,
            Consumer<CataloguedPatch> consumer) {
        Optional<String> kept =
                Optional.ofNullable(matchers.identity())
                        .flatMap(identity -> ledger.conclusion(NAME + release, identity));
        if (kept.isEmpty()) {
            ledger.forEachPatch(consumer);
        } else {
            bySource(kept.get())
                    .forEach((source, keys) -> ledger.forEachPatch(source, keys, consumer));
        }
    }

    private static Map<String, List<PatchKey>> bySource(String text) {
        Map<String, List<PatchKey>> bySource = new TreeMap<>();
        List<PatchKey> ofSource = List.of();
        int start = 0;
        while (start < text.length()) {
            int tab = text.indexOf(TAB, start);
            int end = text.indexOf(END, tab);
            if (text.charAt(end - 1) == TAB) {
                ofSource =
                        bySource.computeIfAbsent(
                                text.substring(tab + 1, end - 1), source -> new ArrayList<>());
            } else {
                ofSource.add(
                        new PatchKey(text.substring(start, tab), text.substring(tab + 1, end)));
            }
            start = end + 1;
        }
        return bySource;
    }
}
