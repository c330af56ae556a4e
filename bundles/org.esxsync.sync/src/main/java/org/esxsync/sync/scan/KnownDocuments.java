package org.esxsync.sync.scan;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.PatchKey;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a source of which the ledger knows what they list.
 *
 * @param names what the source calls them
 * @param listed gives the keys of what each lists
 */
record KnownDocuments(Set<String> names, Function<String, List<PatchKey>> listed) {

    static final KnownDocuments NONE = new KnownDocuments(Set.of(), document -> List.of());

    /** Those of the last scan, if it was one of the whole source and nothing failed since. */
    static KnownDocuments of(String source, @Nullable Scan last, @Nullable Ledger ledger) {
        return ledger == null || last == null || last.state() == null
                ? NONE
                : new KnownDocuments(
                        ledger.documents(source),
                        document -> ledger.documentPatches(source, document));
    }

    Collection<PatchKey> patches(String document) {
        return listed.apply(document);
    }
}
