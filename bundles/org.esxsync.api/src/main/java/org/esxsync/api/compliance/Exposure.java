package org.esxsync.api.compliance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.advisory.Vulnerability;

/**
 * What a host is open to, as far as it is known.
 *
 * @param open the vulnerabilities that the host is open to, by year and number of their ids
 * @param closed how many are known to be fixed on the host, or not to affect its release
 * @param unknown of how many nobody can tell: they are neither open nor fixed, as far as is known
 * @param fixedElsewhere of how many of the unknown ones all fixes are for other branches or
 *     releases than the host's; builds of different branches are not compared
 * @param knowsExploited whether a list of exploited vulnerabilities was read; else that one is not
 *     marked is no news
 */
public record Exposure(
        List<OpenVulnerability> open,
        int closed,
        int unknown,
        int fixedElsewhere,
        boolean knowsExploited) {

    public Exposure {
        open = List.copyOf(open);
    }

    /** An exposure of which no reason is told for what is unknown. */
    public Exposure(List<OpenVulnerability> open, int closed, int unknown, boolean knowsExploited) {
        this(open, closed, unknown, 0, knowsExploited);
    }

    /** Whether a vulnerability could be judged: else that none is open says nothing. */
    public boolean isKnown() {
        return unknown == 0 || closed > 0 || !open.isEmpty();
    }

    /** How many of the open ones are known to be exploited. */
    public long exploited() {
        return open.stream().filter(each -> each.vulnerability().isExploited()).count();
    }

    /** What the host would close with each patch that it lacks, by the patch's id. */
    public Map<String, List<Vulnerability>> byPatch() {
        Map<String, List<Vulnerability>> closed = new HashMap<>();
        for (OpenVulnerability each : open) {
            for (String patch : each.patches()) {
                closed.computeIfAbsent(patch, key -> new ArrayList<>()).add(each.vulnerability());
            }
        }
        return closed;
    }
}
