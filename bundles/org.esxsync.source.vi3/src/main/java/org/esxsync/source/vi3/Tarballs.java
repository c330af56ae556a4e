package org.esxsync.source.vi3;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.jsoup.nodes.Element;

/** Finds the tarballs that a patch page offers, each with the md5 and size that the page gives. */
final class Tarballs {

    private static final Pattern TARBALL =
            Pattern.compile("(?i)([^/?#]+)\\.(?:tgz|tar\\.gz)(?:[?#].*)?$");
    private static final Pattern STEM = Pattern.compile("(?i)(.+?)\\.(?:tgz|tar\\.gz)");

    private Tarballs() {}

    /** A tarball's name without its extension. */
    static String stem(String name) {
        Matcher matcher = STEM.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    /**
     * The tarballs in the page's order, one for each name. Those named like another patch are left
     * out if one is named like this: pages also link to what must be installed before.
     */
    static List<Artifact> of(
            String id, URI from, HtmlPage page, List<Digest> digests, List<Long> sizes) {
        Map<String, URI> locations = new LinkedHashMap<>();
        for (Element link : page.links()) {
            String href = link.absUrl("href");
            if (TARBALL.matcher(href).find() && !href.startsWith("ftp:")) {
                URI location = Links.follow(from, href);
                locations.putIfAbsent(stem(name(location)), location);
            }
        }
        List<Artifact> all = artifacts(List.copyOf(locations.values()), digests, sizes);
        List<Artifact> own = all.stream().filter(tarball -> tarball.name().contains(id)).toList();
        return own.isEmpty() ? all : own;
    }

    private static List<Artifact> artifacts(
            List<URI> locations, List<Digest> digests, List<Long> sizes) {
        int tarballs = locations.size();
        List<Artifact> artifacts = new ArrayList<>();
        for (int i = 0; i < tarballs; i++) {
            URI location = locations.get(i);
            artifacts.add(
                    new Artifact(
                            new RelativePath(name(location)),
                            location,
                            Artifact.UNKNOWN_SIZE,
                            given(i, tarballs, sizes).orElse(Artifact.UNKNOWN_SIZE),
                            given(i, tarballs, digests).stream().toList()));
        }
        return artifacts;
    }

    /** Which value belongs to which of several tarballs is clear only if each has one. */
    private static <T> Optional<T> given(int index, int tarballs, List<T> values) {
        return tarballs == values.size() || tarballs == 1 && !values.isEmpty()
                ? Optional.of(values.get(index))
                : Optional.empty();
    }

    private static String name(URI location) {
        String path = location.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
