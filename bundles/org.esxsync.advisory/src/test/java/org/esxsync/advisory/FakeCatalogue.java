package org.esxsync.advisory;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PublishedMirror;

/** Lists patches, and has a directory. */
record FakeCatalogue(List<Patch> patches, Path directory) implements PublishedMirror {

    FakeCatalogue(Path directory) {
        this(new ArrayList<>(), directory);
    }

    /** A catalogue that answers nothing but {@code patches(null, …)}. */
    MirrorCatalogue catalogue() {
        return (MirrorCatalogue)
                Proxy.newProxyInstance(
                        MirrorCatalogue.class.getClassLoader(),
                        new Class<?>[] {MirrorCatalogue.class},
                        (proxy, method, arguments) -> {
                            if (!method.getName().equals("patches") || arguments.length != 2) {
                                throw new UnsupportedOperationException(method.toString());
                            }
                            @SuppressWarnings("unchecked")
                            Predicate<CataloguedPatch> isWanted =
                                    (Predicate<CataloguedPatch>) arguments[1];
                            return patches.stream()
                                    .filter(each -> isWanted.test(catalogued(each)))
                                    .map(each -> new PatchSummary(each, List.of(), List.of(), -1))
                                    .toList();
                        });
    }

    private static CataloguedPatch catalogued(Patch patch) {
        return new CataloguedPatch(patch, Instant.EPOCH, Instant.EPOCH, true);
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public Optional<Ledger> openLedger() {
        return Optional.empty();
    }
}
