package org.esxsync.compliance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;

/**
 * Judges thousands of hosts, no two alike, by thousands of bulletins of four VIBs each, and prints
 * how long it takes. The verdicts are compared with what counting in plain numbers comes to. It is
 * a program of its own, so that its heap can be bounded.
 *
 * @param hosts how many hosts
 * @param bulletins how many bulletins
 */
record ManyHosts(int hosts, int bulletins) {

    private static final int NAMES = 400;
    private static final int VIBS_OF_HOST = 150;
    private static final int VIBS_OF_BULLETIN = 4;
    private static final int VULNERABILITIES = 1250;
    private static final String RELEASE = "esxi-7.0";

    /** How many patches have each verdict, over all hosts. */
    private record Sum(long installed, long superseded, long notApplicable, long missing) {}

    /**
     * @param args how many hosts and bulletins, and a directory for files
     */
    public static void main(String... args) throws IOException {
        new ManyHosts(Integer.parseInt(args[0]), Integer.parseInt(args[1])).run(Path.of(args[2]));
    }

    /** Tells the times, and fails if a verdict is wrong. */
    void run(Path directory) throws IOException {
        HostCompliance compliance =
                new HostCompliance(catalogue(), Clock.systemUTC(), () -> new HostAge(0));
        List<Host> all = IntStream.range(0, hosts).mapToObj(this::host).toList();
        ComplianceReport report = timed("judged", () -> compliance.judge(all, Baseline.ALL, null));
        Sum found = found(report);
        if (!found.equals(expected())) {
            throw new IllegalStateException("%s and not %s".formatted(found, expected()));
        }
        KnownVulnerabilities known = vulnerabilities();
        ComplianceReport exposed =
                timed(
                        "vulnerabilities",
                        () -> new HostExposures(catalogue()).exposed(report, known, null));
        boolean isTold = exposed.hosts().stream().allMatch(each -> each.exposure() != null);
        if (!isTold) {
            throw new IllegalStateException("a host without vulnerabilities");
        }
        read(directory, all);
        System.out.println("right: " + found);
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        T result = work.get();
        System.out.printf(
                "%s: %d ms, %d ms of CPU; %d MB of heap in use%n",
                what,
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                Duration.ofNanos(
                                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu)
                        .toMillis(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        return result;
    }

    private int versions() {
        return bulletins * VIBS_OF_BULLETIN / NAMES;
    }

    private static VibVersion version(int number) {
        return new VibVersion("7.0.%d-1.%d".formatted(number / 10, number));
    }

    private ListedPatches catalogue() {
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < bulletins; i++) {
            Vib[] vibs = new Vib[VIBS_OF_BULLETIN];
            for (int k = 0; k < VIBS_OF_BULLETIN; k++) {
                int number = i * VIBS_OF_BULLETIN + k;
                vibs[k] =
                        Vib.builder(
                                        "V",
                                        "bootbank",
                                        "vib-" + number % NAMES,
                                        version(number / NAMES))
                                .build();
            }
            patches.add(ListedPatches.bulletin("P" + i, vibs));
        }
        return new ListedPatches().release(RELEASE, patches.toArray(Patch[]::new));
    }

    /** The version that a host has of a name. */
    private int has(int host, int name) {
        return (host * 31 + name * 17 + host / 7 * name) % versions();
    }

    private Host host(int number) {
        List<InstalledVib> vibs = new ArrayList<>();
        for (int name = 0; name < VIBS_OF_HOST; name++) {
            vibs.add(new InstalledVib("vib-" + name, version(has(number, name)), "V"));
        }
        return Host.builder("esx" + number)
                .release(EsxRelease.parse(RELEASE))
                .base(new VibVersion("7.0.%d-0.0.%d".formatted(number % 4, 17_000_000 + number)))
                .vibs(vibs)
                .build();
    }

    private static Sum found(ComplianceReport report) {
        Sum sum = new Sum(0, 0, 0, 0);
        for (HostReport each : report.hosts()) {
            sum =
                    new Sum(
                            sum.installed + each.installed(),
                            sum.superseded + each.superseded(),
                            sum.notApplicable + each.notApplicable(),
                            sum.missing + each.missing().size());
        }
        return sum;
    }

    /** A bulletin has four names in a row, all of the same version. */
    private Sum expected() {
        long installed = 0;
        long superseded = 0;
        long notApplicable = 0;
        long missing = 0;
        for (int host = 0; host < hosts; host++) {
            for (int bulletin = 0; bulletin < bulletins; bulletin++) {
                int first = bulletin * VIBS_OF_BULLETIN % NAMES;
                int brought = bulletin * VIBS_OF_BULLETIN / NAMES;
                boolean isThere = first < VIBS_OF_HOST;
                boolean isLacking = false;
                for (int k = 0; k < VIBS_OF_BULLETIN; k++) {
                    int name = first + k;
                    isLacking |= name < VIBS_OF_HOST && has(host, name) < brought;
                }
                if (!isThere) {
                    notApplicable++;
                } else if (!isLacking) {
                    installed++;
                } else if (brought == versions() - 1) {
                    missing++;
                } else {
                    superseded++;
                }
            }
        }
        return new Sum(installed, superseded, notApplicable, missing);
    }

    private static KnownVulnerabilities vulnerabilities() {
        List<Vulnerability> all =
                IntStream.range(0, VULNERABILITIES)
                        .mapToObj(
                                i ->
                                        new Vulnerability(
                                                "CVE-2025-%05d".formatted(i),
                                                "",
                                                null,
                                                "high",
                                                null,
                                                null,
                                                List.of(),
                                                List.of(),
                                                List.of(
                                                        Fix.in(
                                                                FixedRelease.parse(
                                                                                "ESXi70U3f-%d"
                                                                                        .formatted(
                                                                                                17_000_000
                                                                                                        + i))
                                                                        .orElseThrow()))))
                        .toList();
        return new ToldVulnerabilities(all, true);
    }

    /** A file for each host, as {@code esxcli software vib list} prints it. */
    private void read(Path directory, List<Host> all) throws IOException {
        for (Host host : all) {
            StringBuilder text =
                    new StringBuilder(
                            """
                            Name     Version    Vendor  Acceptance Level  Install Date
                            -------  ---------  ------  ----------------  ------------
                            """);
            for (InstalledVib vib : host.vibs() == null ? List.<InstalledVib>of() : host.vibs()) {
                text.append(
                        "%-7s  %-9s  V       VMwareCertified   2026-01-01%n"
                                .formatted(vib.name(), vib.version()));
            }
            Files.writeString(directory.resolve(host.name() + ".txt"), text);
        }
        Inventory read = timed("read", () -> new InventoryReader().read(List.of(directory)));
        if (read.hosts().size() != hosts || !read.problems().isEmpty()) {
            throw new IllegalStateException(
                    "%d hosts; %s".formatted(read.hosts().size(), read.problems()));
        }
    }
}
