package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages and tarballs of the demo: the same bytes each time. Each is made when it is asked for,
 * so that the demo is ready at once. Safe for many threads.
 */
final class SampleSite {

    static final String INDEX = "/download/vi/vi3_patches.html";

    private final Map<String, Supplier<byte[]>> files = new HashMap<>();
    private final Map<SamplePatch, byte[]> tarballs = new ConcurrentHashMap<>();

    SampleSite() {
        files.put(INDEX, () -> SamplePages.index(SamplePatch.ALL).getBytes(UTF_8));
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
}
