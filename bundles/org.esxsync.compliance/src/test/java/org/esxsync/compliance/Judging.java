package org.esxsync.compliance;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;

/** Hosts of which tests tell what they have, and what is judged of them. */
final class Judging {

    static final String RELEASE = "esxi-7.0";

    private Judging() {}

    static HostCompliance compliance(ListedPatches listed) {
        return new HostCompliance(listed, Clock.systemUTC(), () -> new HostAge(90));
    }

    static HostCompliance compliance(Patch... patches) {
        return compliance(new ListedPatches().release(RELEASE, patches));
    }

    /**
     * @param vibs names and versions with a blank between them
     */
    static Host host(String... vibs) {
        return Host.builder("h")
                .release(EsxRelease.parse(RELEASE))
                .vibs(Stream.of(vibs).map(Judging::installed).toList())
                .build();
    }

    static InstalledVib installed(String text) {
        String[] words = text.split(" ");
        return new InstalledVib(words[0], new VibVersion(words[1]), "");
    }

    static Map<String, PatchVerdict> verdicts(
            HostCompliance compliance, Host host, Baseline baseline) {
        Map<String, PatchVerdict> verdicts = new TreeMap<>();
        for (JudgedPatch each : compliance.details(host, baseline, null).patches()) {
            verdicts.put(each.patch().patch().id(), each.verdict());
        }
        return verdicts;
    }

    static String told(HostCompliance compliance, Host host) {
        return verdicts(compliance, host, Baseline.ALL).toString();
    }

    static HostReport report(HostCompliance compliance, Host host) {
        return compliance.judge(List.of(host), Baseline.ALL, null).hosts().get(0);
    }

    static Host withBuild(String release, String version, long build) {
        return Host.builder("h")
                .release(EsxRelease.parse(release))
                .version(version)
                .build(build)
                .build();
    }
}
