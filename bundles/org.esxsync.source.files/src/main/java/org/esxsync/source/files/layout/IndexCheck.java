package org.esxsync.source.files.layout;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.layout.LayoutFinding;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * Compares the index of a release with what stands in its directory: every name in it leads to a
 * published file, and every patch has its name. For one thread, once.
 */
final class IndexCheck {

    private static final int MAX = 1_000;

    /** A path in the list, as {@link Json} writes it. */
    private static final Pattern LISTED = Pattern.compile("\"path\": (\"(?:[^\"\\\\]|\\\\.)*+\")");

    private final Path directory;
    private final List<StandingPatch> patches;
    private final Set<String> places = new HashSet<>();
    private final List<LayoutFinding> findings = new ArrayList<>();

    /**
     * @param directory that of the release
     * @param patches what the index must name
     * @param files the published files in the directory
     */
    IndexCheck(Path directory, List<StandingPatch> patches, Set<RelativePath> files) {
        this.directory = directory;
        this.patches = List.copyOf(patches);
        for (RelativePath file : files) {
            places.add(file.value());
            places.add(file.value().split("/", 2)[0]);
        }
    }

    List<LayoutFinding> findings() throws IOException {
        List<StandingPatch> unpacked = patches.stream().filter(StandingPatch::isUnpacked).toList();
        if (!unpacked.isEmpty()) {
            checkDepot(unpacked);
        }
        checkList();
        checkSums();
        return List.copyOf(findings);
    }

    private void checkDepot(List<StandingPatch> unpacked) throws IOException {
        Map<String, @Nullable String> links = links(directory.resolve(ReleaseIndex.DEPOT));
        for (Map.Entry<String, @Nullable String> link : links.entrySet()) {
            requireThere(ReleaseIndex.DEPOT + "/" + link.getKey(), String.valueOf(link.getValue()));
        }
        for (StandingPatch each : unpacked) {
            String id = each.patch().id();
            String place = links.get(id);
            if (!each.place().equals(place)) {
                tell(
                        ReleaseIndex.DEPOT + "/" + id,
                        place == null
                                ? "there is no such link, though the patch is in " + each.place()
                                : "it leads to %s, though the patch is in %s"
                                        .formatted(place, each.place()));
            }
        }
    }

    /** Where each link leads, below the release's directory. */
    private static Map<String, @Nullable String> links(Path depot) throws IOException {
        Map<String, @Nullable String> links = new TreeMap<>();
        if (!Files.isDirectory(depot)) {
            return links;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(depot)) {
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry)) {
                    String target = Files.readSymbolicLink(entry).toString();
                    links.put(entry.getFileName().toString(), target.replaceFirst("^\\.\\./", ""));
                }
            }
        }
        return links;
    }

    private void checkList() throws IOException {
        String list = Files.readString(directory.resolve(ReleaseIndex.LIST));
        Map<String, String> known = new HashMap<>();
        places.forEach(place -> known.put(Json.text(place), place));
        Set<String> listed = new HashSet<>();
        Matcher path = LISTED.matcher(list);
        while (path.find()) {
            listed.add(path.group(1));
            if (!known.containsKey(path.group(1))) {
                tell(ReleaseIndex.LIST, "it names %s, which is not there".formatted(path.group(1)));
            }
        }
        for (StandingPatch each : patches) {
            if (!listed.contains(Json.text(each.place()))) {
                tell(
                        ReleaseIndex.LIST,
                        "it does not name %s, where %s is"
                                .formatted(each.place(), each.patch().id()));
            }
        }
    }

    private void checkSums() throws IOException {
        Path sums = directory.resolve(ReleaseIndex.SUMS);
        if (Files.isRegularFile(sums)) {
            for (String line : Files.readAllLines(sums)) {
                requireThere(ReleaseIndex.SUMS, line.replaceFirst("^[0-9a-f]{64}  ", ""));
            }
        }
    }

    private void requireThere(String by, String place) {
        if (!places.contains(place)) {
            tell(by, "it leads to %s, which is not there".formatted(place));
        }
    }

    private void tell(String path, String detail) {
        if (findings.size() < MAX) {
            findings.add(new LayoutFinding(new RelativePath(path), detail));
        }
    }
}
