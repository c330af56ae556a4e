package org.esxsync.compliance.way;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * Finds the steps by which hosts of one release come to have what they lack. Up to 4.1 each patch
 * is installed by itself, as {@link InstallOrder} says; from 5.0 on the newest listed image profile
 * brings all at once, after the images that it needs before; where none does, the bulletins do.
 */
public final class WayFinder {

    private static final int FIRST_OF_IMAGES = 5;

    private final EsxRelease release;
    private final List<PatchSummary> listed;
    private final Function<PatchSummary, List<String>> installation;
    private final List<PatchSummary> images;
    private final SteppingStones stones;

    /** Made for the first host that needs it. */
    private @Nullable InstallOrder order;

    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, List<Vib>> vibs = new HashMap<>();

    /**
     * @param listed all that is listed for the release
     * @param installation the lines with which a host of 3.x or 4.x takes a patch
     */
    public WayFinder(
            EsxRelease release,
            List<PatchSummary> listed,
            Function<PatchSummary, List<String>> installation) {
        this.release = release;
        this.listed = listed;
        this.installation = installation;
        this.images = listed.stream().filter(Images::isWhole).toList();
        this.stones = new SteppingStones(images);
        for (PatchSummary each : listed) {
            for (Vib vib : each.patch().vibs()) {
                vibs.computeIfAbsent(vib.name(), name -> new ArrayList<>()).add(vib);
                each.patch()
                        .fileOf(vib)
                        .map(Artifact::expectedSize)
                        .filter(size -> size != Artifact.UNKNOWN_SIZE)
                        .ifPresent(size -> sizes.merge(vib.id(), size, Math::max));
            }
        }
    }

    /**
     * @param report what the host lacks
     * @param installed what it has, by name; empty where that is not known
     */
    public WayForward of(HostReport report, Map<String, InstalledVib> installed) {
        if (report.missing().isEmpty()) {
            return new WayForward(List.of(), List.of());
        }
        EsxRelease own = report.host().release();
        if (own != null && own.compareTo(release) > 0) {
            return new WayForward(
                    List.of(),
                    List.of(
                            "it runs %s; no host goes back to %s by an update"
                                    .formatted(own, release)));
        }
        String major = release.version().split("\\.", 2)[0];
        if (Integer.parseInt(major) < FIRST_OF_IMAGES) {
            return oneByOne(report, installed);
        }
        return byImage(report, installed);
    }

    private WayForward oneByOne(HostReport report, Map<String, InstalledVib> installed) {
        InstallOrder known = order;
        InstallOrder found = known == null ? new InstallOrder(release, listed) : known;
        order = found;
        return new WayForward(
                found.of(report.missing(), installed.values()).stream()
                        .map(each -> single(each, installed))
                        .toList(),
                List.of());
    }

    private InstallStep single(PatchSummary missing, Map<String, InstalledVib> installed) {
        Patch patch = missing.patch();
        List<Vib> lacking = lacking(patch.vibs(), installed);
        return new InstallStep(
                patch.id(),
                patch.vibs().isEmpty() ? patch.expectedSize() : bytes(lacking),
                patch.vibs().isEmpty() ? patch.reboot() : reboot(lacking),
                patch.vibs().isEmpty() || maintenanceMode(lacking),
                missing.publishedIn().contains(release),
                installation.apply(missing));
    }

    private WayForward byImage(HostReport report, Map<String, InstalledVib> installed) {
        Optional<PatchSummary> image = image(report.missing());
        List<InstallStep> steps = new ArrayList<>();
        Set<String> obstacles = new LinkedHashSet<>();
        // What the host has before the last image and the bulletins.
        Map<String, InstalledVib> before = new HashMap<>(installed);
        image.ifPresent(
                profile -> {
                    SteppingStones.Stones way = stones.to(profile, installed);
                    for (PatchSummary stone : way.images()) {
                        Patch patch = stone.patch();
                        obstacles.addAll(obstacles(patch.id(), patch.vibs(), before));
                        steps.add(profile(stone, before));
                    }
                    way.unmet().forEach(need -> obstacles.add(unmet(profile, need)));
                    untold(report, profile).ifPresent(obstacles::add);
                });
        List<Vib> brought = new ArrayList<>();
        Map<String, InstalledVib> afterwards = new HashMap<>(before);
        image.ifPresent(
                profile -> {
                    brought.addAll(profile.patch().vibs());
                    steps.add(profile(profile, afterwards));
                });
        for (PatchSummary each : report.missing()) {
            if (isLeft(each.patch(), image.isPresent(), afterwards)) {
                brought.addAll(lacking(each.patch().vibs(), afterwards));
                steps.add(bulletin(each, afterwards));
            }
        }
        String last = image.map(profile -> profile.patch().id()).orElse("the missing patches");
        obstacles.addAll(obstacles(last, brought, before));
        return new WayForward(steps, List.copyOf(obstacles));
    }

    /** Whether a patch is still to be installed after the image. */
    private static boolean isLeft(
            Patch patch, boolean isAfterImage, Map<String, InstalledVib> installed) {
        return patch.kind() != PatchKind.IMAGE_PROFILE
                && !(isAfterImage && lacking(patch.vibs(), installed).isEmpty());
    }

    /** What keeps a host that has come so far from taking what is to be installed. */
    private List<String> obstacles(
            String what, Collection<Vib> brought, Map<String, InstalledVib> there) {
        return new Obstacles(what, brought).of(there, described(there));
    }

    private static String unmet(PatchSummary image, VibRelation need) {
        return "%s needs %s, which neither it nor the host nor an older listed image has; look for the image that brings it"
                .formatted(image.patch().id(), need);
    }

    /** Metadata tell what an image needs, and not from which release a host may come. */
    private Optional<String> untold(HostReport report, PatchSummary image) {
        EsxRelease own = report.host().release();
        return own == null || own.equals(release)
                ? Optional.empty()
                : Optional.of(
                        "the host runs %s: nothing that is listed tells whether it may go to %s in one step; ask its publisher for the upgrade path"
                                .formatted(own, image.patch().id()));
    }

    /** The newest whole image whose base is not below what is missing. */
    private Optional<PatchSummary> image(List<PatchSummary> missing) {
        Optional<PatchSummary> demanded =
                missing.stream()
                        .filter(each -> each.patch().kind() == PatchKind.IMAGE_PROFILE)
                        .reduce((one, other) -> other);
        if (demanded.isPresent()) {
            return demanded;
        }
        VibVersion needed =
                missing.stream()
                        .map(each -> Images.base(each.patch()))
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
        if (needed == null) {
            return Optional.empty();
        }
        return images.stream()
                .filter(
                        each ->
                                Images.base(each.patch())
                                        .filter(b -> b.compareTo(needed) >= 0)
                                        .isPresent())
                .max(
                        Comparator.comparing(
                                        (PatchSummary each) ->
                                                Images.base(each.patch()).orElseThrow())
                                .thenComparing(each -> each.patch().id().endsWith("-standard"))
                                .thenComparing(each -> each.patch().id()));
    }

    /** What the host has of a lower version; where nothing is known of it, all. */
    private static List<Vib> lacking(Collection<Vib> vibs, Map<String, InstalledVib> installed) {
        return vibs.stream()
                .filter(
                        vib -> {
                            InstalledVib there = installed.get(vib.name());
                            return there == null
                                    ? installed.isEmpty() || !vib.replaces().isEmpty()
                                    : there.version().compareTo(vib.version()) < 0;
                        })
                .toList();
    }

    /**
     * @param installed what the host has; what it takes of the image is added, and what that
     *     replaces is taken away. Of what it has in a newer version it takes nothing
     */
    private InstallStep profile(PatchSummary profile, Map<String, InstalledVib> installed) {
        Patch patch = profile.patch();
        List<Vib> lacking = Images.newer(patch.vibs(), installed);
        Images.install(lacking, installed);
        return new InstallStep(
                patch.id(),
                bytes(lacking),
                reboot(lacking),
                maintenanceMode(lacking),
                profile.publishedIn().contains(release),
                List.of(
                        "esxcli software profile update -d http://MIRROR/%s/index.xml -p %s"
                                .formatted(release, shell(patch.id()))));
    }

    /** All bulletins of a depot come with one line. */
    private InstallStep bulletin(PatchSummary missing, Map<String, InstalledVib> installed) {
        List<Vib> lacking = lacking(missing.patch().vibs(), installed);
        return new InstallStep(
                missing.patch().id(),
                bytes(lacking),
                reboot(lacking),
                maintenanceMode(lacking),
                missing.publishedIn().contains(release),
                List.of(
                        "esxcli software vib update -d http://MIRROR/%s/index.xml%s"
                                .formatted(release, names(lacking))));
    }

    private static String names(List<Vib> vibs) {
        StringBuilder names = new StringBuilder();
        vibs.forEach(vib -> names.append(" -n ").append(shell(vib.name())));
        return names.toString();
    }

    /** A word as a shell takes it for one word and nothing else: a publisher wrote it. */
    private static String shell(String word) {
        return word.matches("[A-Za-z0-9._:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The files of VIBs stand with the bulletins that bring them. */
    private long bytes(List<Vib> vibs) {
        return vibs.stream()
                .map(Vib::id)
                .distinct()
                .mapToLong(id -> sizes.getOrDefault(id, 0L))
                .sum();
    }

    private static Reboot reboot(List<Vib> vibs) {
        if (vibs.stream().anyMatch(WayFinder::needsReboot)) {
            return Reboot.REQUIRED;
        }
        return vibs.stream().allMatch(vib -> vib.reboot() == Reboot.NOT_REQUIRED)
                ? Reboot.NOT_REQUIRED
                : Reboot.UNKNOWN;
    }

    private static boolean needsReboot(Vib vib) {
        return vib.reboot() == Reboot.REQUIRED || Boolean.FALSE.equals(vib.liveInstall());
    }

    private static boolean maintenanceMode(List<Vib> vibs) {
        return vibs.stream().anyMatch(vib -> !Boolean.FALSE.equals(vib.maintenanceMode()));
    }

    /** What is listed of the VIBs that the host has. */
    private Map<String, Vib> described(Map<String, InstalledVib> installed) {
        Map<String, Vib> described = new HashMap<>();
        for (InstalledVib there : installed.values()) {
            for (Vib vib : vibs.getOrDefault(there.name(), List.of())) {
                if (there.version().equals(vib.version())) {
                    described.put(there.toString(), vib);
                }
            }
        }
        return described;
    }
}
