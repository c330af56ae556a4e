package org.esxsync.sync.publish;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.sync.mirror.MirrorPaths;

/**
 * The places in the mirror that the patches of a group are about to take. What is in the way of a
 * patch is looked for on disk, where the other patches of its group are not yet: one that another
 * could be in the way of is not for the same group. Names that differ in case count as the same,
 * since some file systems take them so.
 */
final class PlaceClaims {

    private record Claim(Path target, List<PublishedFile> files) {}

    private final MirrorPaths mirror;
    private final Map<String, Claim> claims = new HashMap<>();
    private final Set<String> directories = new HashSet<>();

    PlaceClaims(MirrorPaths mirror) {
        this.mirror = mirror;
    }

    /**
     * Claims the places of a patch.
     *
     * @return whether no other patch of the group can be in its way; if not, nothing is claimed
     */
    boolean claim(Member member) {
        if (!member.staged().stream().allMatch(each -> isFree(target(member, each), each))) {
            return false;
        }
        member.staged().forEach(each -> enter(target(member, each), each));
        return true;
    }

    private Path target(Member member, StagedPlacement staged) {
        return staged.placement().path().under(mirror.release(member.release()));
    }

    private boolean isFree(Path target, StagedPlacement staged) {
        Claim same = claims.get(name(target));
        if (same != null) {
            return same.target().equals(target) && same.files().equals(staged.files());
        }
        return !directories.contains(name(target)) && !isBelowClaim(target);
    }

    private boolean isBelowClaim(Path target) {
        for (Path each = target.getParent();
                each != null && !each.equals(mirror.root());
                each = each.getParent()) {
            if (claims.containsKey(name(each))) {
                return true;
            }
        }
        return false;
    }

    private void enter(Path target, StagedPlacement staged) {
        if (claims.put(name(target), new Claim(target, staged.files())) != null) {
            return;
        }
        for (Path each = target.getParent();
                each != null && directories.add(name(each)) && !each.equals(mirror.root());
                each = each.getParent()) {}
    }

    private static String name(Path path) {
        return path.toString().toLowerCase(Locale.ROOT);
    }
}
