package org.esxsync.itests.embedding;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;

/**
 * Judges hosts, no two of which are alike, by the bulletins of {@code ManyBulletins}, and tells how
 * long it takes. Verdicts are compared with what counting comes to.
 */
public final class ManyHostsComponent implements UnaryOperator<String> {

    /** So many names, and four in each bulletin; all are of one version in a row of bulletins. */
    private static final int NAMES = 400;

    private static final int VIBS_OF_BULLETIN = 4;
    private static final int VIBS_OF_HOST = 150;

    /** The bulletins of one version that bring a name which hosts have. */
    private static final int CONCERNED = (VIBS_OF_HOST + VIBS_OF_BULLETIN - 1) / VIBS_OF_BULLETIN;

    private final PatchSync patchSync;
    private final Compliance compliance;

    public ManyHostsComponent(PatchSync patchSync, Compliance compliance) {
        this.patchSync = patchSync;
        this.compliance = compliance;
    }

    /**
     * @param order {@code list}, or how many hosts are judged
     */
    @Override
    public String apply(String order) {
        return order.equals("list") ? list() : judge(hosts(Integer.parseInt(order)));
    }

    /** A sync of another release brings no file, and the ledger knows what the depot lists. */
    private String list() {
        SyncReport report = patchSync.sync(SyncRequest.of("esx-3.0.1"), SyncListener.NONE);
        return "listed " + report.status();
    }

    private static List<Host> hosts(int count) {
        List<List<InstalledVib>> levels = new ArrayList<>();
        List<Host> hosts = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int level = number % 100;
            if (levels.size() <= level) {
                levels.add(vibs(level));
            }
            List<InstalledVib> vibs = new ArrayList<>(levels.get(level));
            vibs.add(new InstalledVib("agent", new VibVersion("1." + number), "ACME"));
            hosts.add(
                    Host.builder("esx" + number)
                            .release(EsxRelease.parse("esxi-8.0"))
                            .vibs(vibs)
                            .build());
        }
        return hosts;
    }

    private static List<InstalledVib> vibs(int level) {
        List<InstalledVib> vibs = new ArrayList<>();
        for (int name = 0; name < VIBS_OF_HOST; name++) {
            vibs.add(new InstalledVib("vib-" + name, new VibVersion("8.0-" + level), "VMW"));
        }
        return vibs;
    }

    private String judge(List<Host> hosts) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        ComplianceReport report = compliance.judge(hosts, Baseline.ALL, null);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        long cpuMillis = TimeUnit.NANOSECONDS.toMillis(threads.getCurrentThreadCpuTime() - cpu);
        long wrong = 0;
        for (int i = 0; i < hosts.size(); i++) {
            wrong += isRight(report.hosts().get(i), i % 100) ? 0 : 1;
        }
        HostReport first = report.hosts().get(0);
        return "judged %d hosts by %d bulletins, %d wrongly: %d ms, %d ms of CPU; %d MB of %d in use"
                .formatted(
                        hosts.size(),
                        bulletins(first),
                        wrong,
                        millis,
                        cpuMillis,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20,
                        Runtime.getRuntime().maxMemory() >> 20);
    }

    private static int bulletins(HostReport report) {
        return report.installed()
                + report.superseded()
                + report.notApplicable()
                + report.unknown()
                + report.missing().size();
    }

    /** Of each version above the host's, only the highest is not superseded. */
    private static boolean isRight(HostReport report, int level) {
        int versions = bulletins(report) * VIBS_OF_BULLETIN / NAMES;
        int above = Math.max(0, versions - 1 - level);
        int missing = above == 0 ? 0 : CONCERNED;
        return report.installed() == CONCERNED * (versions - above)
                && report.missing().size() == missing
                && report.superseded() == CONCERNED * above - missing
                && report.unknown() == 0;
    }
}
