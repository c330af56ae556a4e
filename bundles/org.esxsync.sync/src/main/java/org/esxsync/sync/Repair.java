package org.esxsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.VerifyListener;

/** Makes good what a verification found, in a mirror whose lock is held. Used once. */
final class Repair {

    private final Mirror mirror;
    private final Ledger ledger;
    private final GoodCopies goodCopies;
    private final ReleaseIndex indexes;
    private final ForcedWrites writes;
    private final VerifyListener listener;
    private final Clock clock;

    Repair(OpenMirror open, Downloader downloader, VerifyListener listener) {
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.goodCopies = new GoodCopies(open, downloader);
        this.indexes = new ReleaseIndex(open);
        this.writes = open.writes();
        this.listener = listener;
        this.clock = open.clock();
    }

    /**
     * Repairs what can be; each finding tells whether it was. What does not belong there goes
     * first: it may stand in the way.
     */
    List<Finding> repair(List<Damage> damages) {
        List<Damage> all = withTwins(damages);
        all.sort(Comparator.comparing(damage -> damage.kind() != Finding.Kind.EXTRA));
        Set<EsxRelease> lostIndexes = new TreeSet<>(ledger.pendingIndexes());
        List<String> problems = new ArrayList<>();
        for (Damage damage : all) {
            problems.add(attempt(damage, lostIndexes));
        }
        lostIndexes.forEach(indexes::renew);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            findings.add(settle(all.get(i), problems.get(i)));
        }
        return findings;
    }

    /** The same file in other releases is often the same on disk too, and as damaged. */
    private List<Damage> withTwins(List<Damage> damages) {
        List<Damage> all = new ArrayList<>(damages);
        Set<Path> known = new HashSet<>();
        damages.forEach(damage -> known.add(damage.file()));
        for (EsxRelease other : ledger.publishedKeys().keySet()) {
            ReleaseState state = ReleaseState.of(mirror, other, ledger);
            for (Damage damage : damages) {
                Path root = mirror.release(damage.release());
                if (!damage.release().equals(other) && damage.file().startsWith(root)) {
                    Path twin = mirror.release(other).resolve(root.relativize(damage.file()));
                    if (state.expected().containsKey(twin) && known.add(twin)) {
                        state.examine(twin).ifPresent(all::add);
                    }
                }
            }
        }
        return all;
    }

    /** Returns what stood in the way, or nothing. */
    private String attempt(Damage damage, Set<EsxRelease> lostIndexes) {
        try {
            ReleaseState state = ReleaseState.of(mirror, damage.release(), ledger);
            if (damage.kind() == Finding.Kind.EXTRA) {
                return removeExtra(damage, state, lostIndexes);
            }
            PublishedFile published = state.expected().get(damage.file());
            if (published == null) {
                return "";
            }
            if (damage.kind() == Finding.Kind.WRONG_MODE) {
                FileModes.set(damage.file(), published.executable());
                return "";
            }
            if (damage.kind() == Finding.Kind.WRONG_TYPE) {
                moveAside(damage.file());
            }
            if (ledger.indexFiles(damage.release()).contains(published)) {
                ledger.recordIndexLost(damage.release());
                lostIndexes.add(damage.release());
            } else {
                writes.move(goodCopies.stage(damage, published), damage.file());
            }
            return "";
        } catch (EsxSyncException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            return e + "; check disk and rights of " + mirror.root();
        }
    }

    /** What a lost ledger has not recorded again is left alone, and so is the index that has it. */
    private String removeExtra(Damage damage, ReleaseState state, Set<EsxRelease> lostIndexes)
            throws IOException {
        boolean unrecorded = damage.file().equals(mirror.release(damage.release()));
        if (unrecorded && Files.isDirectory(damage.file())) {
            return damage.detail();
        }
        if (!state.isSettled()) {
            lostIndexes.remove(damage.release());
            return "not recorded, and the last sync of the release broke off; sync it first";
        }
        moveAside(damage.file());
        return "";
    }

    private void moveAside(Path file) throws IOException {
        Path aside = mirror.aside(clock.instant());
        writes.move(file, aside.resolve(mirror.root().relativize(file)));
        PublishedTree.deleteEmpty(file.getParent(), mirror);
    }

    private Finding settle(Damage damage, String problem) {
        boolean repaired =
                problem.isEmpty()
                        && ReleaseState.of(mirror, damage.release(), ledger)
                                .examine(damage.file())
                                .isEmpty();
        String path = damage.pathIn(mirror);
        Finding finding =
                new Finding(
                        path,
                        damage.kind(),
                        problem.isEmpty() ? damage.detail() : problem,
                        repaired);
        ledger.append(
                new Event(
                        clock.instant(),
                        repaired ? Event.Kind.FILE_REPAIRED : Event.Kind.FILE_DAMAGED,
                        null,
                        null,
                        damage.release(),
                        "%s: %s, %s".formatted(path, name(damage.kind()), finding.detail())));
        listener.repaired(finding);
        return finding;
    }

    private static String name(Finding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
