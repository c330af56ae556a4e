package org.esxsync.api.compliance;

import java.util.List;
import org.esxsync.api.patch.Reboot;

/**
 * One step on the way to compliance.
 *
 * @param patch the id of the patch or the name of the image profile that is installed
 * @param bytes what the host fetches for it, as far as sizes are published
 * @param reboot whether the host must be restarted after it
 * @param maintenanceMode whether the host must be in maintenance mode; also where not published
 * @param published whether it stands in the mirror, in the directory of the host's release
 * @param lines what is run on the host; {@link #MIRROR} stands for the mirror's URL
 */
public record InstallStep(
        String patch,
        long bytes,
        Reboot reboot,
        boolean maintenanceMode,
        boolean published,
        List<String> lines) {

    /** What stands for the mirror's URL as long as nobody tells it. */
    public static final String MIRROR = "http://MIRROR/";

    public InstallStep {
        lines = List.copyOf(lines);
    }

    /**
     * The same with the mirror's URL.
     *
     * @param url the URL as hosts reach it, with a slash at its end
     */
    public InstallStep at(String url) {
        return new InstallStep(
                patch,
                bytes,
                reboot,
                maintenanceMode,
                published,
                lines.stream().map(line -> line.replace(MIRROR, url)).toList());
    }

    /** Whether somebody has to write the mirror's URL into a line. */
    public boolean lacksUrl() {
        return lines.stream().anyMatch(line -> line.contains(MIRROR));
    }
}
