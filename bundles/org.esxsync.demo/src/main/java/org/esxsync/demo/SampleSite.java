package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.esxsync.demo.SamplePatch.Generation;
import org.jspecify.annotations.Nullable;

/**
 * The pages and tarballs of the demo: the same bytes each time. Each is made when it is asked for,
 * so that the demo is ready at once. Safe for many threads.
 */
final class SampleSite {

    static final String INDEX = "/download/vi/vi3_patches.html";

    static final String NOTICE =
            "Everything here but the patch numbers is made up for the ESX Sync demo, also who"
                    + " needs which patch. Never install it on a host.";

    private final Map<String, Supplier<byte[]>> files = new HashMap<>();
    private final Map<SamplePatch, byte[]> tarballs = new ConcurrentHashMap<>();

    SampleSite() {
        files.put(INDEX, () -> index(SamplePatch.ALL).getBytes(UTF_8));
        for (SamplePatch patch : SamplePatch.ALL) {
            files.put(
                    patch.pagePath(),
                    () -> SamplePages.page(patch, tarball(patch)).getBytes(UTF_8));
            if (patch.downloadable()) {
                files.put(patch.tarballPath(), () -> tarball(patch));
            }
        }
    }

    Set<String> paths() {
        return Set.copyOf(files.keySet());
    }

    /** The file at an absolute path, or null if there is none. */
    byte @Nullable [] file(String path) {
        Supplier<byte[]> file = files.get(path);
        return file == null ? null : file.get();
    }

    private byte[] tarball(SamplePatch patch) {
        return tarballs.computeIfAbsent(patch, SamplePatch::tarball);
    }

    private static String index(List<SamplePatch> patches) {
        return """
        <HTML><HEAD><TITLE>VMware Infrastructure 3 Patches (demo)</TITLE></HEAD>
        <BODY>
        <H2>VMware Infrastructure 3 Patches (demo)</H2>
        <P>%s</P>
        <UL>
        %s
        </UL>
        <P>See also <A HREF="/support/esx25/doc/esx-254-200612-patch.html">ESX 2.5.4</A>.</P>
        <TABLE>
        %s
        </TABLE>
        </BODY></HTML>
        """
                .formatted(
                        NOTICE,
                        rows(patches, Generation.SPRING_2007),
                        rows(patches, Generation.AUTUMN_2007));
    }

    private static String rows(List<SamplePatch> patches, Generation generation) {
        return patches.stream()
                .filter(patch -> patch.generation() == generation)
                .map(SamplePages::indexRow)
                .collect(Collectors.joining("\n"));
    }
}
