package org.esxsync.source.depot.vib;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.PublishedText;
import org.jspecify.annotations.Nullable;

/** Makes VIBs of descriptions, checking all that they say. */
public final class VibChecks {

    /** The types of payloads that are compressed with gzip; the others have no such checksum. */
    private static final Set<String> GZIP_TYPES = Set.of("boot", "tgz", "vgz", "vzstd");

    private final SharedParts parts;

    VibChecks(SharedParts parts) {
        this.parts = parts;
    }

    /** For a single description. */
    public VibChecks() {
        this(new SharedParts("the description"));
    }

    /**
     * @throws IllegalArgumentException or {@link EsxSyncException} if something in it cannot be
     *     used
     */
    DescribedVib described(String entry, VibDescription description, VibArtifacts artifacts) {
        Artifact artifact = artifacts.artifact(description.file());
        parts.single(artifact.path() + " " + artifact.digests() + artifact.location());
        return new DescribedVib(
                entry,
                vib(description, artifact),
                artifact,
                parts.shared(PlainText.line(description.summary())),
                PublishedText.time("release-date", description.releaseDate()));
    }

    /**
     * @param artifact its file, or null if there is none
     * @throws IllegalArgumentException if something in the description cannot be used
     */
    public Vib vib(VibDescription description, @Nullable Artifact artifact) {
        @Nullable Boolean live = PublishedText.truth(description.liveInstall());
        return Vib.builder(
                        parts.shared(description.vendor()),
                        parts.shared(description.type()),
                        parts.shared(description.name()),
                        new VibVersion(parts.shared(description.version())))
                .acceptanceLevel(AcceptanceLevel.named(description.acceptanceLevel()))
                .payloadTypes(
                        parts.list(
                                description.payloads().stream()
                                        .map(VibDescription.Payload::type)
                                        .filter(type -> !type.isEmpty())
                                        .map(this::payloadType)
                                        .distinct()
                                        .toList()))
                .depends(relations(description.depends()))
                .conflicts(relations(description.conflicts()))
                .replaces(relations(description.replaces()))
                .provides(relations(description.provides()))
                .reboot(
                        live == null
                                ? Reboot.UNKNOWN
                                : live ? Reboot.NOT_REQUIRED : Reboot.REQUIRED)
                .liveInstall(live)
                .maintenanceMode(PublishedText.truth(description.maintenanceMode()))
                .platforms(platforms(description.platforms()))
                .file(artifact == null ? null : artifact.path())
                .gunzipChecksums(gunzipChecksums(description.payloads()))
                .build();
    }

    private static @Nullable Boolean gunzipChecksums(List<VibDescription.Payload> payloads) {
        return payloads.isEmpty()
                ? null
                : payloads.stream()
                        .filter(each -> GZIP_TYPES.contains(each.type().toLowerCase(Locale.ROOT)))
                        .allMatch(VibDescription.Payload::hasGunzipChecksum);
    }

    private String payloadType(String type) {
        return parts.shared(type.toLowerCase(Locale.ROOT));
    }

    private List<Platform> platforms(List<Platform> platforms) {
        List<Platform> shared = new ArrayList<>(platforms.size());
        platforms.forEach(each -> shared.add(parts.shared(each, Platform.class)));
        return parts.list(shared);
    }

    private List<VibRelation> relations(List<VibDescription.Relation> relations) {
        List<VibRelation> checked = new ArrayList<>(relations.size());
        relations.forEach(each -> checked.add(parts.shared(relation(each), VibRelation.class)));
        return parts.list(checked);
    }

    private VibRelation relation(VibDescription.Relation relation) {
        VibRelation.Operator operator =
                VibRelation.Operator.of(relation.relation())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "'%s' is no relation to %s"
                                                        .formatted(
                                                                PlainText.line(relation.relation()),
                                                                PlainText.line(relation.name()))));
        return new VibRelation(
                parts.shared(relation.name()),
                operator,
                relation.version().isEmpty()
                        ? null
                        : new VibVersion(parts.shared(relation.version())));
    }
}
