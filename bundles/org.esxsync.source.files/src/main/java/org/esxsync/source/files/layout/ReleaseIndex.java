package org.esxsync.source.files.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;

/**
 * The index of a release: a page, a list for programs, and the checksums of the archives; for what
 * is unpacked a depot, which is a directory of links that are called by the patches' ids.
 *
 * @param patches in the order of their ids
 */
record ReleaseIndex(EsxRelease release, List<StandingPatch> patches) {

    /** The directory of links. */
    static final String DEPOT = "depot";

    private static final String PAGE = "index.html";

    /** The list for programs. */
    static final String LIST = "patches.json";

    /** The checksums of the archives. */
    static final String SUMS = "SHA256SUMS";

    ReleaseIndex {
        patches = List.copyOf(patches);
    }

    /** Writes it; what names other files comes after them. */
    List<RelativePath> write(Path directory) throws IOException {
        List<RelativePath> written = new ArrayList<>();
        List<StandingPatch> unpacked = patches.stream().filter(StandingPatch::isUnpacked).toList();
        if (!unpacked.isEmpty()) {
            Files.createDirectories(directory.resolve(DEPOT));
            for (StandingPatch each : unpacked) {
                RelativePath link = new RelativePath(DEPOT + "/" + each.patch().id());
                Files.createSymbolicLink(link.under(directory), Path.of("..", each.place()));
                written.add(link);
            }
            write(DEPOT + "/" + PAGE, depotPage(unpacked), directory, written);
        }
        Map<String, String> sums = sums();
        if (!sums.isEmpty() || unpacked.isEmpty()) {
            write(SUMS, text(sums), directory, written);
        }
        write(LIST, list(), directory, written);
        write(PAGE, page(!unpacked.isEmpty()), directory, written);
        return written;
    }

    private static void write(String name, String text, Path directory, List<RelativePath> written)
            throws IOException {
        Files.writeString(directory.resolve(name), text);
        written.add(new RelativePath(name));
    }

    /** The SHA-256 of each archive that stands as it is, by its path. */
    private Map<String, String> sums() {
        Map<String, String> sums = new TreeMap<>();
        for (StandingPatch each : patches) {
            if (!each.isUnpacked()) {
                each.digest(Digest.Algorithm.SHA_256).ifPresent(sum -> sums.put(each.place(), sum));
            }
        }
        return sums;
    }

    /** As sha256sum -c reads it. */
    private static String text(Map<String, String> sums) {
        return sums.entrySet().stream()
                .map(each -> each.getValue() + "  " + each.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private String list() {
        return patches.stream()
                .map(ReleaseIndex::entry)
                .collect(
                        Collectors.joining(
                                ",\n",
                                "{\n  \"release\": %s,\n  \"patches\": [\n"
                                        .formatted(Json.text(release.toString())),
                                patches.isEmpty() ? "  ]\n}\n" : "\n  ]\n}\n"));
    }

    private static String entry(StandingPatch each) {
        Patch patch = each.patch();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", Json.text(patch.id()));
        fields.put("title", Json.text(patch.title()));
        fields.put("released", each.released().isEmpty() ? Json.NULL : Json.text(each.released()));
        fields.put("category", Json.text(patch.classification().category()));
        fields.put("path", Json.text(each.place()));
        fields.put("unpacked", Boolean.toString(each.isUnpacked()));
        fields.put("size", each.size().orElse(Json.NULL));
        fields.put("md5", each.digest(Digest.Algorithm.MD5).map(Json::text).orElse(Json.NULL));
        fields.put(
                "sha256", each.digest(Digest.Algorithm.SHA_256).map(Json::text).orElse(Json.NULL));
        fields.put(
                "supersedes",
                patch.supersedes().stream()
                        .map(Json::text)
                        .collect(Collectors.joining(", ", "[", "]")));
        return fields.entrySet().stream()
                .map(field -> "\"%s\": %s".formatted(field.getKey(), field.getValue()))
                .collect(Collectors.joining(", ", "    {", "}"));
    }

    private String page(boolean hasDepot) {
        return Html.page(
                "Patches of " + release,
                List.of("Patch", "Released", "Class", "Size", "MD5", "Title"),
                patches.stream()
                        .map(
                                each ->
                                        Html.row(
                                                Html.link(
                                                        each.place()
                                                                + (each.isUnpacked() ? "/" : ""),
                                                        each.patch().id()),
                                                each.released(),
                                                Html.text(each.patch().classification().category()),
                                                each.size().orElse(""),
                                                each.digest(Digest.Algorithm.MD5).orElse(""),
                                                Html.text(each.patch().title())))
                        .toList(),
                hasDepot ? Html.link(DEPOT + "/", "The same as a depot, by id") : "");
    }

    private String depotPage(List<StandingPatch> unpacked) {
        return Html.page(
                "Depot of " + release,
                List.of("Patch"),
                unpacked.stream()
                        .map(StandingPatch::patch)
                        .map(patch -> Html.row(Html.link(patch.id() + "/", patch.id())))
                        .toList(),
                "");
    }
}
