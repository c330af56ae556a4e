package org.esxsync.compliance.exposure;

import java.util.BitSet;
import java.util.List;
import org.esxsync.api.advisory.FixState;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.Vulnerability;
import org.jspecify.annotations.Nullable;

/**
 * Which vulnerabilities an image is closed to, and which it is open to, by their place in the list.
 *
 * @param closed those that are known to be fixed, or not to affect its release
 * @param open those that are known not to be
 * @param elsewhere those whose fixes are for other branches or releases alone
 */
record ImageStanding(BitSet closed, BitSet open, BitSet elsewhere) {

    /**
     * @param image what a host runs, or null if that is not known: then nothing is
     */
    static ImageStanding of(List<Vulnerability> all, @Nullable FixedRelease image) {
        ImageStanding standing = new ImageStanding(new BitSet(), new BitSet(), new BitSet());
        if (image != null) {
            for (int i = 0; i < all.size(); i++) {
                Vulnerability each = all.get(i);
                FixState state = each.standing(image);
                boolean isClosed = state == FixState.FIXED || state == FixState.NOT_AFFECTED;
                standing.closed.set(i, isClosed);
                standing.open.set(i, !isClosed && each.isOpenOn(image));
                standing.elsewhere.set(i, each.isFixedElsewhere(image));
            }
        }
        return standing;
    }
}
