package org.esxsync.source.depot.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Vib;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.PublishedText;
import org.esxsync.source.depot.vib.DescribedVib;
import org.esxsync.source.depot.vib.VibTable;

/**
 * Makes patches of the standalone VIBs and image profiles of a metadata zip.
 *
 * @param source the source's name
 * @param metadata the metadata zip
 * @param platforms what the depot's index says that the zip is for
 */
record DepotPatches(String source, Artifact metadata, List<Platform> platforms) {

    /** The VIBs that an image is made around, and the product that each is for. */
    private static final Map<String, String> BASES =
            new TreeMap<>(Map.of("esx-base", "embeddedEsx", "esxio-base", "esxio"));

    Patch standalone(DescribedVib described) {
        Vib vib = described.vib();
        return PublishedText.released(
                        Patch.builder(source, vib.id(), BulletinPatches.FORMAT),
                        described.releasedAt())
                .kind(PatchKind.VIB)
                .title(described.summary())
                .platforms(vib.platforms().isEmpty() ? platforms : vib.platforms())
                .artifact(described.artifact())
                .vib(vib)
                .metadata(metadata)
                .reboot(vib.reboot())
                .build();
    }

    /**
     * @throws IllegalArgumentException if something that the profile says cannot be used
     */
    Patch profile(Profile profile, VibTable table) {
        List<Vib> vibs = new ArrayList<>();
        List<Artifact> artifacts = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String id : new LinkedHashSet<>(profile.vibIds())) {
            DescribedVib described = table.find(id);
            if (described == null) {
                missing.add(PlainText.line(id));
            } else {
                vibs.add(described.vib());
                artifacts.add(described.artifact());
            }
        }
        String time = profile.modified().isEmpty() ? profile.created() : profile.modified();
        return PublishedText.released(
                        Patch.builder(
                                source, PublishedText.id(profile.name()), BulletinPatches.FORMAT),
                        PublishedText.time("modifiedtime", time))
                .kind(PatchKind.IMAGE_PROFILE)
                .title(PlainText.line(profile.description()))
                .platforms(platforms(vibs))
                .artifacts(missing.isEmpty() ? artifacts : List.of())
                .vibs(vibs)
                .metadata(metadata)
                .reboot(BulletinPatches.reboot(vibs))
                .profile(
                        new ImageProfile(
                                PlainText.line(profile.creator()),
                                AcceptanceLevel.named(profile.acceptanceLevel()),
                                missing))
                .build();
    }

    /** An image is for the version of the base that is in it. */
    private List<Platform> platforms(List<Vib> vibs) {
        LinkedHashSet<Platform> found = new LinkedHashSet<>();
        for (Vib vib : vibs) {
            String product = BASES.get(vib.name());
            if (product != null) {
                String version = vib.version().version();
                vib.platforms().forEach(each -> found.add(new Platform(each.product(), version)));
                if (vib.platforms().isEmpty()) {
                    found.add(new Platform(product, version));
                }
            }
        }
        return found.isEmpty() ? platforms : List.copyOf(found);
    }
}
