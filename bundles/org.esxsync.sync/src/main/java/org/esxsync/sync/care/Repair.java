package org.esxsync.sync.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.index.ReleaseIndexes;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repairs what a verification found, in a mirror whose lock is held. Used once. */
public final class Repair {

    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

    private final LockedMirror open;
    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final IntactCopies intactCopies;
    private final ReleaseIndexes indexes;
    private final DurableFiles writes;
    private final VerifyListener listener;
    private final Clock clock;
    private final boolean isPartial;
    private final Map<EsxRelease, ExpectedFiles> states = new HashMap<>();
    private final Set<EsxRelease> lostIndexes = new TreeSet<>();

    /** Releases with files that the next sync may record again, and name in their indexes. */
    private final Set<EsxRelease> unrecorded = new HashSet<>();

    private final Set<Damage> indexDamages = new HashSet<>();
    private final Map<EsxRelease, String> indexProblems = new HashMap<>();

    /**
     * @param isPartial whether the ledger may not have recorded again all that it knew
     */
    public Repair(
            LockedMirror open, Downloader downloader, boolean isPartial, VerifyListener listener) {
        this.open = open;
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.intactCopies = new IntactCopies(open, downloader);
        this.indexes = new ReleaseIndexes(open);
        this.writes = open.writes();
        this.listener = listener;
        this.clock = open.clock();
        this.isPartial = isPartial;
    }

    /**
     * Repairs what it can; each finding says whether it was repaired. Extra files are moved first,
     * since they may be in the way.
     */
    public List<Finding> repair(List<Damage> damages) {
        List<Damage> all = withTwins(damages);
        all.sort(Comparator.comparing(damage -> damage.kind() != Finding.Kind.EXTRA));
        lostIndexes.addAll(ledger.pendingIndexes());
        List<String> problems = new ArrayList<>();
        for (Damage damage : all) {
            problems.add(attempt(damage));
        }
        lostIndexes.forEach(this::renew);
        states.clear();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Damage damage = all.get(i);
            findings.add(
                    conclude(
                            damage,
                            indexDamages.contains(damage)
                                    ? indexProblems.getOrDefault(damage.release(), "")
                                    : problems.get(i)));
        }
        return findings;
    }

    /** Read once for all of a release's damages. */
    private ExpectedFiles state(EsxRelease release) {
        return states.computeIfAbsent(release, each -> ExpectedFiles.of(mirror, each, ledger));
    }

    /** An index that cannot be written must not hide what happened to the other damages. */
    private void renew(EsxRelease release) {
        try {
            indexes.renew(release);
        } catch (LedgerException e) {
            throw e;
        } catch (EsxSyncException e) {
            LOG.warn("{}", e.getMessage());
            indexProblems.put(release, String.valueOf(e.getMessage()));
        }
    }

    /** Why a release's index could not be written; empty if it could. */
    Optional<String> indexProblem(EsxRelease release) {
        return Optional.ofNullable(indexProblems.get(release));
    }

    /** The same file in other releases is often the same on disk too, and as damaged. */
    private List<Damage> withTwins(List<Damage> damages) {
        List<Damage> all = new ArrayList<>(damages);
        Set<Path> known = new HashSet<>();
        damages.forEach(damage -> known.add(damage.file()));
        for (EsxRelease other : ledger.publishedKeys().keySet()) {
            ExpectedFiles state = state(other);
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

    /** Returns why the repair failed, or an empty text. */
    private String attempt(Damage damage) {
        try {
            ExpectedFiles state = state(damage.release());
            if (damage.kind() == Finding.Kind.EXTRA) {
                return removeExtra(damage, state);
            }
            PublishedFile published = state.expected().get(damage.file());
            if (published == null) {
                if (damage.kind() == Finding.Kind.WRONG_MODE) {
                    writes.directoryMode(damage.file());
                }
                return "";
            }
            if (damage.kind() == Finding.Kind.WRONG_MODE) {
                writes.mode(damage.file(), published.executable());
                return "";
            }
            if (damage.kind() == Finding.Kind.WRONG_TYPE) {
                moveAside(damage.file());
            }
            if (state.index().contains(published)) {
                if (unrecorded.contains(damage.release())) {
                    return "its release has files that the ledger may have lost; sync it first";
                }
                ledger.recordIndexLost(damage.release());
                lostIndexes.add(damage.release());
                indexDamages.add(damage);
            } else {
                Path copy = intactCopies.stage(damage, published);
                keepTime(copy, published);
                writes.move(copy, damage.file());
            }
            return "";
        } catch (EsxSyncException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            return PlainReason.withFile(e) + "; check disk and rights of " + mirror.root();
        }
    }

    /** So that a server takes it for what the ledger knows. */
    private static void keepTime(Path copy, PublishedFile published) throws IOException {
        Instant modified = published.modified();
        if (modified != null && !Files.isSymbolicLink(copy)) {
            Files.setLastModifiedTime(copy, FileTime.from(modified));
        }
    }

    /** After the ledger was lost, extra files may be published ones; the next sync records them. */
    private String removeExtra(Damage damage, ExpectedFiles state) throws IOException {
        boolean isRelease = damage.file().equals(mirror.release(damage.release()));
        if (isRelease && Files.isDirectory(damage.file())) {
            return damage.detail();
        }
        if (isPartial || !state.isComplete()) {
            unrecorded.add(damage.release());
            lostIndexes.remove(damage.release());
            return "the ledger has no record of it, and may have lost it; sync it first";
        }
        moveAside(damage.file());
        return "";
    }

    private void moveAside(Path file) throws IOException {
        Path aside = mirror.aside(clock.instant());
        open.moveAway(file, aside.resolve(mirror.root().relativize(file)));
        FileTree.deleteEmpty(FileTree.parent(file), mirror.root());
    }

    private Finding conclude(Damage damage, String problem) {
        boolean repaired =
                problem.isEmpty() && state(damage.release()).examine(damage.file()).isEmpty();
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
