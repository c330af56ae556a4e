package org.esxsync.source.vi3;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.LegacyPatchId;
import org.jsoup.nodes.Element;

/**
 * Finds the archives that a patch page offers, each with the md5 and size that the page gives: a
 * tarball up to 3.0.2, a zip from 3.0.3 on.
 */
final class Archives {

    private static final Pattern ARCHIVE =
            Pattern.compile("(?i)([^/?#]+)\\.(?:tgz|tar\\.gz|zip)(?:[?#].*)?$");
    private static final Pattern STEM = Pattern.compile("(?i)(.+?)\\.(?:tgz|tar\\.gz|zip)");

    private Archives() {}

    /** An archive's name without its extension. */
    static String stem(String name) {
        Matcher matcher = STEM.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    /**
     * The archives in the page's order, one for each name. Those named like another patch are left
     * out if one is named like this: pages also link to what must be installed before.
     */
    static List<Artifact> of(
            String id, URI from, HtmlPage page, List<Digest> digests, List<Long> sizes) {
        Map<String, URI> locations = new LinkedHashMap<>();
        for (Element link : page.links()) {
            String href = link.absUrl("href");
            if (ARCHIVE.matcher(href).find() && !href.startsWith("ftp:")) {
                URI location = Links.follow(from, href);
                if (isPatch(name(location))) {
                    locations.putIfAbsent(stem(name(location)), location);
                }
            }
        }
        List<Artifact> all = artifacts(List.copyOf(locations.values()), digests, sizes);
        List<Artifact> own = all.stream().filter(archive -> isOf(id, archive.name())).toList();
        return own.isEmpty() ? all : own;
    }

    /** Pages link to zips of other things, such as documents. */
    private static boolean isPatch(String name) {
        return !name.toLowerCase(Locale.ROOT).endsWith(".zip")
                || LegacyPatchId.in(name).stream().anyMatch(id -> id.release() != null);
    }

    private static boolean isOf(String id, String name) {
        return name.toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT));
    }

    private static List<Artifact> artifacts(
            List<URI> locations, List<Digest> digests, List<Long> sizes) {
        int archives = locations.size();
        List<Artifact> artifacts = new ArrayList<>();
        for (int i = 0; i < archives; i++) {
            URI location = locations.get(i);
            artifacts.add(
                    new Artifact(
                            new RelativePath(name(location)),
                            location,
                            Artifact.UNKNOWN_SIZE,
                            given(i, archives, sizes).orElse(Artifact.UNKNOWN_SIZE),
                            given(i, archives, digests).stream().toList()));
        }
        return artifacts;
    }

    /** Which value belongs to which of several archives is clear only if each has one. */
    private static <T> Optional<T> given(int index, int archives, List<T> values) {
        return archives == values.size() || archives == 1 && !values.isEmpty()
                ? Optional.of(values.get(index))
                : Optional.empty();
    }

    private static String name(URI location) {
        String path = location.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
