package org.esxsync.advisory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.esxsync.advisory.place.Glance;
import org.esxsync.api.source.PlaceHint;
import org.esxsync.api.source.SourceName;
import org.osgi.service.component.annotations.Component;

/** Says of a place of advisories how it is configured, since it is no source of patches. */
@Component
public final class AdvisoryHint implements PlaceHint {

    @Override
    public Optional<String> hint(String location) {
        if (!seesAdvisories(location)) {
            return Optional.empty();
        }
        return Optional.of(
                ("it has records of vulnerabilities, and no patches; name it with 'config set"
                                + " %s~%s location \"%s\"', and ask with 'cve CVE-…'")
                        .formatted(
                                AdvisorySource.PID,
                                SourceName.of(location, AdvisorySource.PID),
                                location));
    }

    private static boolean seesAdvisories(String location) {
        try {
            return Glance.seesAdvisories(Path.of(location));
        } catch (InvalidPathException e) {
            // Advisories are not read from servers.
            return false;
        }
    }
}
