package org.esxsync.api.compliance;

import java.util.Objects;
import org.esxsync.api.OneLine;
import org.esxsync.api.patch.VibVersion;

/**
 * A component that a host of 7.0 or later has. Its bulletin's id is its name and its version with
 * an underscore between them.
 *
 * @param name its name, one plain line of text
 * @param version its version
 */
public record InstalledComponent(String name, VibVersion version) {

    /**
     * @throws IllegalArgumentException if the name is empty or not one plain line of text
     */
    public InstalledComponent {
        if (name.isEmpty() || !name.equals(OneLine.of(name))) {
            throw new IllegalArgumentException(
                    "not the name of a component: '%s'".formatted(OneLine.of(name, 200)));
        }
        Objects.requireNonNull(version, "version");
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
