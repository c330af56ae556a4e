package org.esxsync.ledger.testkit;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;

/** Patches and what happens to them. */
public final class LedgerSamples {

    public static final EsxRelease ESX_301 = EsxRelease.parse("esx-3.0.1");
    public static final EsxRelease ESXI_65 = EsxRelease.parse("esxi-6.5");
    public static final Instant NOON = Instant.parse("2007-04-01T12:00:00Z");

    /** A VIB of which little is known. */
    public static final Vib TOOLS =
            Vib.builder("VMware", "locker", "tools-light", new VibVersion("6.5.0-0.23")).build();

    private LedgerSamples() {}

    /** A patch that uses every field. */
    public static Patch bulletin(String source, String id) {
        return bulletinBuilder(source, id).build();
    }

    public static Patch.Builder bulletinBuilder(String source, String id) {
        return Patch.builder(source, id, "depot")
                .title("Updates esx-base")
                .releaseDate(LocalDate.of(2017, 10, 5))
                .releaseTime(LocalTime.of(13, 48, 0, 1000))
                .classification(new Classification("security", "important"))
                .platform("embeddedEsx", "6.5.0")
                .platform("embeddedEsx", "6.7.*")
                .artifact(artifact("vib20/esx-base/" + id + ".vib", sha256(id), md5("a")))
                .artifact(artifact("vib20/tools-light/tools.vib", sha256("tools")))
                .vib(vib(id, new RelativePath("vib20/esx-base/" + id + ".vib")))
                .vib(TOOLS)
                .metadata(artifact("metadata.zip", sha256("metadata")))
                .supersedes(List.of("ESXi650-201703401-BG", "ESXi650-201701001"))
                .reboot(Reboot.REQUIRED)
                .details(URI.create("https://kb.example/2151101?a=b%20c"));
    }

    /** A VIB that uses every field. */
    public static Vib vib(String name, RelativePath file) {
        VibRelation any = VibRelation.any("vmkapi_2_2_0_0");
        return Vib.builder("VMW", "bootbank", name, new VibVersion("6.5.0-1.06"))
                .acceptanceLevel(AcceptanceLevel.CERTIFIED)
                .payloadTypes(List.of("vgz", "tgz"))
                .gunzipChecksums(false)
                .depends(List.of(any, relation(VibRelation.Operator.AT_LEAST, "6.5")))
                .conflicts(List.of(relation(VibRelation.Operator.LOWER, "6.0-napi")))
                .replaces(List.of(relation(VibRelation.Operator.AT_MOST, "1.0"), any))
                .provides(List.of(relation(VibRelation.Operator.EQUAL, "2")))
                .reboot(Reboot.NOT_REQUIRED)
                .liveInstall(true)
                .maintenanceMode(false)
                .platforms(List.of(new Platform("embeddedEsx", "6.5.0"), new Platform("esxio", "")))
                .file(file)
                .build();
    }

    private static VibRelation relation(VibRelation.Operator operator, String version) {
        return new VibRelation("esx base", operator, new VibVersion(version));
    }

    /** An image profile of a VIB that is described, and of one that is not. */
    public static Patch profile(String source, String id) {
        RelativePath file = new RelativePath("vib20/esx-base/esx-base.vib");
        return Patch.builder(source, id, "depot")
                .kind(PatchKind.IMAGE_PROFILE)
                .artifact(artifact(file.value(), sha256("esx-base")))
                .vib(vib("esx-base", file))
                .vib(TOOLS)
                .profile(
                        new ImageProfile(
                                "VMware, Inc.",
                                AcceptanceLevel.PARTNER,
                                List.of("VMW_bootbank_x_1.0-1", "VMW_bootbank_y_1.0-1")))
                .build();
    }

    /** A recall. */
    public static Patch notice(String source, String id) {
        return Patch.builder(source, id, "depot")
                .kind(PatchKind.NOTICE)
                .notice(
                        new Notice(
                                Notice.Kind.RECALL,
                                List.of("ESXi650-201703401-BG", "ESXi650-201703402-BG"),
                                List.of(),
                                List.of("ESXi650-R1"),
                                "It loses data."))
                .build();
    }

    /** A patch of which only the name is known. */
    public static Patch bare(String source, String id) {
        return Patch.builder(source, id, "vi3").build();
    }

    /** The patch, released again with other bytes under the same id. */
    public static Patch releasedAgain(String source, String id) {
        return Patch.builder(source, id, "depot")
                .artifact(artifact("vib20/esx-base/" + id + ".vib", sha256("other")))
                .build();
    }

    public static Artifact artifact(String path, Digest... digests) {
        return new Artifact(
                new RelativePath(path),
                URI.create("http://depot.example/" + path),
                digests.length > 1 ? 1234 : Artifact.UNKNOWN_SIZE,
                digests.length > 1 ? Artifact.UNKNOWN_SIZE : 5000,
                List.of(digests));
    }

    public static Publication publication(EsxRelease release, Patch patch, PublishedFile... files) {
        return new Publication(
                release, patch, NOON, verified(patch), List.of(files), sha256("metadata").hex());
    }

    public static List<VerifiedArtifact> verified(Patch patch) {
        return patch.artifacts().stream()
                .map(
                        artifact ->
                                new VerifiedArtifact(
                                        artifact.path(),
                                        77,
                                        sha256("v").hex(),
                                        artifact.digests(),
                                        List.of(md5("v"))))
                .toList();
    }

    public static PublishedFile file(String path, String content) {
        return new PublishedFile(
                new RelativePath(path),
                StagedFile.Type.FILE,
                content.length(),
                sha256(content).hex(),
                false);
    }

    public static Digest sha256(String content) {
        return Digest.of(Digest.Algorithm.SHA_256, content.getBytes());
    }

    public static Digest md5(String content) {
        return Digest.of(Digest.Algorithm.MD5, content.getBytes());
    }
}
