package org.esxsync.source.files.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.OneLine;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.LegacyPatchId;
import org.jspecify.annotations.Nullable;

/**
 * What the name of an archive tells.
 *
 * @param stem the name without its extension
 * @param extension {@code .zip}, {@code .tgz} or {@code .tar.gz}
 * @param id the id that the name carries, or that VMware's name for a whole update stands for
 * @param isLater whether it is one of a release that offline bundles of other sources serve
 */
public record ArchiveName(
        String stem, String extension, Optional<LegacyPatchId> id, boolean isLater) {

    private static final Pattern FILE = Pattern.compile("(?i)(.+?)(\\.zip|\\.tgz|\\.tar\\.gz)");

    private static final Pattern LATER = Pattern.compile("(?i).*ESXi?[5-9]\\d\\d-.*");

    /** Whether a file is an archive, as its name tells. */
    public static boolean isOne(String name) {
        return FILE.matcher(name).matches();
    }

    /**
     * Reads the name of an archive.
     *
     * @throws IllegalArgumentException if it is no archive's
     */
    public static ArchiveName of(String name) {
        Matcher file = FILE.matcher(name);
        if (!file.matches()) {
            throw new IllegalArgumentException(OneLine.of(name) + " is no archive");
        }
        String stem = file.group(1);
        return new ArchiveName(
                stem,
                file.group(2).toLowerCase(Locale.ROOT),
                LegacyPatchId.ofFile(stem),
                LegacyPatchId.in(stem).isEmpty() && LATER.matcher(stem).matches());
    }

    public boolean isZip() {
        return extension.equals(".zip");
    }

    /**
     * What it is called in the mirror: by its id, whatever stands around it in the share.
     *
     * @param named the id, or null if it has none
     */
    RelativePath published(@Nullable String named) {
        String name = named == null ? OneLine.of(stem).replaceAll("[^\\w.+-]+", "_") : named;
        return new RelativePath(name.replaceFirst("^[.-]+", "_") + extension);
    }
}
