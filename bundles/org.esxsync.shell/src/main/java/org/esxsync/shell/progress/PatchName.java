package org.esxsync.shell.progress;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;

/** What a patch and its outcome have in common. */
record PatchName(String source, String id) {

    static PatchName of(Patch patch) {
        return new PatchName(patch.source(), patch.id());
    }

    static PatchName of(PatchOutcome outcome) {
        return new PatchName(outcome.source(), outcome.patch());
    }
}
