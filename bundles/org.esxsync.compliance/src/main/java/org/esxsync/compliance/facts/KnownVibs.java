package org.esxsync.compliance.facts;

import java.util.HashMap;
import java.util.Map;
import org.esxsync.api.compliance.InstalledVib;

/** One object for each VIB that many hosts have alike, so that thousands of hosts fit in memory. */
public final class KnownVibs {

    private static final int MOST = 500_000;

    private final Map<InstalledVib, InstalledVib> known = new HashMap<>();

    InstalledVib same(InstalledVib vib) {
        if (known.size() >= MOST) {
            known.clear();
        }
        InstalledVib before = known.putIfAbsent(vib, vib);
        return before == null ? vib : before;
    }
}
