package org.esxsync.compliance.facts;

import java.util.HashMap;
import java.util.Map;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.VibVersion;

/**
 * One object for each VIB that many hosts have alike, so that thousands of hosts fit in memory and
 * a VIB is checked once.
 */
public final class KnownVibs {

    private static final int MOST = 500_000;
    private static final char PARTING = '\n';

    private final Map<String, InstalledVib> known = new HashMap<>();

    /**
     * @throws IllegalArgumentException as the constructors of {@link InstalledVib} and {@link
     *     VibVersion}
     */
    InstalledVib of(String name, String version, String vendor) {
        String key = name + PARTING + version + PARTING + vendor;
        InstalledVib vib = known.get(key);
        if (vib == null) {
            vib = new InstalledVib(name, new VibVersion(version), vendor);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, vib);
        }
        return vib;
    }
}
