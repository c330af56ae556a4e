package org.esxsync.source.depot.check;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.layout.LayoutFinding;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/** What was found, as far as somebody could read it. For one thread. */
final class Findings {

    private static final int MAX = 1_000;

    private final List<LayoutFinding> findings = new ArrayList<>();

    void add(RelativePath path, @Nullable String detail) {
        if (findings.size() < MAX) {
            findings.add(new LayoutFinding(path, String.valueOf(detail)));
        }
    }

    List<LayoutFinding> list() {
        return List.copyOf(findings);
    }
}
