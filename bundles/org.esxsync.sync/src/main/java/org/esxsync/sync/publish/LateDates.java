package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.plan.Settled;

/**
 * Gives patches that were published before their date was known the directory that has it in its
 * name: hosts of 3.0.x install in that order. The rename comes first. If the process dies behind
 * it, the next sync finds the patch missing and what it publishes in place already.
 */
public final class LateDates {

    private static final Pattern BEFORE_ID = Pattern.compile("(?:\\d{4}-\\d{2}-)?");

    private final LockedMirror open;

    public LateDates(LockedMirror open) {
        this.open = open;
    }

    /**
     * Moves those of some releases whose date has come.
     *
     * @return what became of each
     */
    public List<Settled> takeUp(Collection<EsxRelease> releases) {
        List<Settled> settled = new ArrayList<>();
        for (EsxRelease release : releases) {
            Map<PatchKey, String> undated = new HashMap<>();
            open.ledger()
                    .firstFiles(release)
                    .forEach(
                            (key, file) -> {
                                if (isUndated(top(file), key.id())) {
                                    undated.put(key, top(file));
                                }
                            });
            if (!undated.isEmpty()) {
                open.ledger().publications(release).stream()
                        .filter(each -> undated.containsKey(each.patch().key()))
                        .filter(each -> each.patch().releaseDate() != null)
                        .forEach(
                                each ->
                                        takeUp(
                                                each,
                                                undated.getOrDefault(each.patch().key(), ""),
                                                settled));
            }
        }
        return settled;
    }

    /** Named by its id alone, or with the month before it that the id tells. */
    private static boolean isUndated(String directory, String id) {
        return directory.endsWith(id)
                && BEFORE_ID
                        .matcher(directory.substring(0, directory.length() - id.length()))
                        .matches();
    }

    private void takeUp(Publication publication, String standing, List<Settled> settled) {
        Patch patch = publication.patch();
        EsxRelease release = publication.release();
        try {
            Path root = open.mirror().release(release);
            String name = dated(patch);
            Path from = root.resolve(standing);
            Path to = root.resolve(name);
            if (name.equals(standing) || !Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (FileTree.exists(to) && !isOf(publication, to, name)) {
                settled.add(
                        settled(
                                publication,
                                Outcome.CONFLICT,
                                "%s/%s is in the way of %s, whose date is known now; move one of them away and sync again"
                                        .formatted(release, name, standing)));
                return;
            }
            if (!FileTree.exists(to)) {
                rename(from, to);
            }
            settled.add(
                    settled(publication, Outcome.PUBLISHED, record(publication, standing, name)));
        } catch (LedgerOutageException e) {
            throw e;
        } catch (EsxSyncException e) {
            settled.add(settled(publication, Outcome.FAILED, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            settled.add(
                    settled(
                            publication,
                            Outcome.FAILED,
                            "its directory cannot be named after its date: %s; check disk and rights of %s"
                                    .formatted(PlainReason.withFile(e), open.mirror().root())));
        }
    }

    /** Whether a sync that was killed has put it there. */
    private static boolean isOf(Publication publication, Path directory, String name)
            throws IOException {
        return FileTree.read(directory, new RelativePath(name))
                .equals(
                        publication.files().stream()
                                .map(file -> moved(file, name))
                                .sorted(FileTree.BY_PATH)
                                .toList());
    }

    /** The former name stays for a while, for hosts that read the former index. */
    private void rename(Path from, Path to) throws IOException {
        if (open.formerStay().isZero()) {
            open.moveAway(from, to);
        } else {
            Path twin = open.mirror().staging().resolve("dated");
            DirectoryTree.delete(twin);
            open.writes().link(from, twin);
            open.writes().move(twin, to);
        }
    }

    /** The directory of a patch that stands below one of its own, else its id. */
    private String dated(Patch patch) {
        List<Placement> placements = open.layouts().place(patch);
        Set<String> tops =
                placements.stream().map(each -> top(each.path())).collect(Collectors.toSet());
        boolean unpacked = placements.stream().allMatch(Placement::unpack);
        return unpacked && tops.size() == 1 ? tops.iterator().next() : patch.id();
    }

    private String record(Publication before, String standing, String name) {
        Patch patch = before.patch();
        String place =
                "%s/%s, which was %s before its date was known"
                        .formatted(before.release(), name, standing);
        Publication now =
                new Publication(
                        before.release(),
                        patch,
                        before.at(),
                        before.artifacts(),
                        before.files().stream().map(file -> moved(file, name)).toList(),
                        before.metadataSha256());
        open.ledger()
                .inOneTransaction(
                        () -> {
                            open.ledger().recordIntent(now, name);
                            open.ledger().recordPublication(now);
                            if (!open.formerStay().isZero()) {
                                open.ledger()
                                        .recordFormerFiles(
                                                before.release(),
                                                before.files(),
                                                open.clock().instant());
                            }
                            open.ledger()
                                    .append(
                                            new Event(
                                                    open.clock().instant(),
                                                    Event.Kind.PATCH_PUBLISHED,
                                                    patch.source(),
                                                    patch.key(),
                                                    before.release(),
                                                    place));
                        });
        return place;
    }

    private static PublishedFile moved(PublishedFile file, String name) {
        String path = file.path().value();
        return file.at(new RelativePath(name + path.substring(path.indexOf('/'))));
    }

    private static String top(RelativePath path) {
        return path.value().split("/", 2)[0];
    }

    private static Settled settled(Publication publication, Outcome outcome, String detail) {
        Patch patch = publication.patch();
        return new Settled(
                patch.key(),
                new PatchOutcome(
                        patch.id(), patch.source(), publication.release(), outcome, detail));
    }
}
