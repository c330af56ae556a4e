package org.esxsync.sync.scan;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SourceFailure;

/**
 * What one scan of all sources found.
 *
 * @param names the names of all sources
 * @param changed what each source lists that has changed since its last scan
 * @param failures the sources that could not be read
 * @param rejected what was listed and could not be understood
 * @param offered the metadata documents of which sources have copies
 */
public record ScannedSources(
        Set<String> names,
        SortedMap<String, SourceListing> changed,
        List<SourceFailure> failures,
        List<PatchOutcome> rejected,
        Map<Digest, Path> offered) {

    public ScannedSources {
        names = Set.copyOf(names);
        changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
        failures = List.copyOf(failures);
        rejected = List.copyOf(rejected);
        offered = Map.copyOf(offered);
    }

    /**
     * The same beside sources that were not read: what is known of them still holds.
     *
     * @param unread their names
     */
    public ScannedSources beside(Set<String> unread) {
        Set<String> all = new HashSet<>(names);
        all.addAll(unread);
        return new ScannedSources(all, changed, failures, rejected, offered);
    }

    /**
     * Whether a known patch is still listed though this scan did not find it: its source or its
     * document had not changed, could not be read, or could be read in part only.
     */
    public boolean isStillListed(CataloguedPatch known) {
        String source = known.patch().source();
        if (!known.listed() || !names.contains(source)) {
            return false;
        }
        SourceListing listing = changed.get(source);
        return listing == null
                || listing.unread().contains(known.key())
                || !listing.whole()
                        && !listing.keys().contains(known.key())
                        && !isListedOtherwise(known.patch(), listing);
    }

    /** Each patch of 3.x has its own page; what the page said before does not count any more. */
    private static boolean isListedOtherwise(Patch known, SourceListing listing) {
        return known.kind() == PatchKind.PATCH
                && listing.keys().stream().anyMatch(key -> key.id().equals(known.id()));
    }
}
