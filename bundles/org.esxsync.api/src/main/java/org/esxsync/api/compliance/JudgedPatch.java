package org.esxsync.api.compliance;

import java.util.List;
import org.esxsync.api.sync.PatchSummary;

/**
 * A patch, judged for one host.
 *
 * @param patch the patch
 * @param verdict what it is to the host
 * @param reason why, as one line
 * @param vibs its VIBs, compared with those of the host; empty where it is judged by its id or by
 *     the build
 */
public record JudgedPatch(
        PatchSummary patch, PatchVerdict verdict, String reason, List<JudgedVib> vibs) {

    public JudgedPatch {
        vibs = List.copyOf(vibs);
    }
}
