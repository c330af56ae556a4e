package org.esxsync.source.depot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.read.PlainZips;
import org.esxsync.source.depot.write.FilterReport;
import org.esxsync.source.depot.write.KeptDescriptions;
import org.esxsync.source.depot.write.MetadataFilter;
import org.esxsync.source.depot.write.ReleaseVersion;

/**
 * A program that writes, reads and filters a metadata zip of many bulletins and prints how much
 * memory that took; run by {@link LargeMetadataTest} in a small heap of its own.
 */
final class LargeMetadata {

    static final int VIBS = 4;
    static final int PROFILES = 200;
    private static final int IMAGE = 150;

    private LargeMetadata() {}

    /**
     * @param args a directory, and the number of bulletins
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        Path zip = directory.resolve("metadata.zip");
        write(zip, Integer.parseInt(args[1]));
        Files.writeString(
                directory.resolve("index.xml"), SampleBundle.index("v", "", "vendor-index.xml"));
        Files.writeString(
                directory.resolve("vendor-index.xml"),
                SampleBundle.vendorIndex(List.of("8.0"), "metadata.zip"));
        Counting counting = new Counting();
        CollectedPatches.source(directory.toString())
                .scan(new ScanRequest(null, directory), counting);
        Path target = directory.resolve("filtered.zip");
        RelativePath name = new RelativePath("filtered.zip");
        new MetadataFilter(
                        new ReleaseVersion("8.0"),
                        Set.of(),
                        new PlainZips(),
                        new KeptDescriptions(),
                        new Silent())
                .write(zip, Fingerprint.sha256(zip), counting.kept, name, target);
        System.out.printf(
                "bulletins=%d ids=%d vibs=%d profiles=%d zip=%d filtered=%d heap=%d%n",
                counting.patches,
                counting.ids.size(),
                counting.vibs,
                counting.profiles,
                Files.size(zip),
                Files.size(target),
                peakHeap());
    }

    private static void write(Path zip, int bulletins) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip));
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("vmware.xml"));
            entries.write(SampleBundle.bytes("<metadataResponse><version>3.0</version>"));
            for (int i = 0; i < bulletins; i++) {
                entries.write(SampleBundle.bytes(bulletin(i).withVibs()));
            }
            entries.write(SampleBundle.bytes("</metadataResponse>"));
            for (int i = 0; i < bulletins; i++) {
                SampleBulletin bulletin = bulletin(i);
                entries.putNextEntry(new ZipEntry("bulletins/" + bulletin.id() + ".xml"));
                entries.write(SampleBundle.bytes(bulletin.alone()));
                for (SampleBulletin.Vib vib : bulletin.vibs()) {
                    entries.putNextEntry(new ZipEntry("vibs/" + vib.name() + "-1.xml"));
                    entries.write(SampleBundle.bytes(vib.descriptor()));
                }
            }
            for (int i = 0; i < PROFILES; i++) {
                entries.putNextEntry(new ZipEntry("profiles/p" + i));
                entries.write(SampleBundle.bytes(profile(i)));
            }
        }
    }

    private static SampleBulletin bulletin(int number) {
        SampleBulletin.Vib[] vibs = new SampleBulletin.Vib[VIBS];
        for (int i = 0; i < VIBS; i++) {
            vibs[i] = SampleBulletin.Vib.of("v" + number + "-" + i, "1.0-" + number);
        }
        return SampleBulletin.of("ESXi800-" + number, "8.0", vibs).with("summary", "A &amp; B");
    }

    private static String profile(int number) {
        String[] ids = new String[IMAGE];
        for (int i = 0; i < IMAGE; i++) {
            ids[i] = bulletin(number * 10 + i / VIBS).vibs().get(i % VIBS).id();
        }
        return SampleBundle.profileXml("p" + number, ids);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static final class Silent implements FilterReport {

        @Override
        public void leftOut(Patch patch, String reason) {
            throw new IllegalStateException(patch.id() + ": " + reason);
        }

        @Override
        public void leftOut(String what) {
            throw new IllegalStateException(what);
        }

        @Override
        public void remark(String what) {}
    }

    /** Keeps most of what it is given, as a mirror does. */
    private static final class Counting implements PatchSink {

        private final Set<Integer> ids = new HashSet<>();
        private int patches;
        private int vibs;
        private int profiles;
        private final List<Patch> kept = new ArrayList<>();

        @Override
        public void accept(Patch patch) {
            if (patches % 100 != 0 || patch.kind() == PatchKind.IMAGE_PROFILE) {
                kept.add(patch);
            }
            if (patch.kind() == PatchKind.IMAGE_PROFILE) {
                profiles++;
                return;
            }
            ids.add(patch.id().hashCode());
            patches++;
            vibs += patch.artifacts().size();
        }

        @Override
        public void reject(String what, EsxSyncException problem) {
            throw problem;
        }
    }
}
