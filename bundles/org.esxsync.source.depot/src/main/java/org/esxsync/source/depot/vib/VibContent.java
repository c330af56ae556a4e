package org.esxsync.source.depot.vib;

import java.util.Objects;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Vib;

/** What has to be equal wherever a depot describes a VIB. */
public final class VibContent {

    private VibContent() {}

    /** A hash of it. Where the file lies and the platforms are not in it: they may differ. */
    public static int of(Vib vib, Artifact file) {
        return Objects.hash(
                file.size(),
                file.digests(),
                vib.acceptanceLevel(),
                vib.payloadTypes(),
                vib.gunzipChecksums(),
                vib.depends(),
                vib.conflicts(),
                vib.replaces(),
                vib.provides(),
                vib.liveInstall(),
                vib.maintenanceMode());
    }
}
