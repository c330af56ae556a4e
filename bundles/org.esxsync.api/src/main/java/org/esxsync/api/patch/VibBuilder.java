package org.esxsync.api.patch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link Vib} while its descriptor is read. Each value replaces the one
 * before. Not thread-safe.
 */
public final class VibBuilder {

    private final String vendor;
    private final String type;
    private final String name;
    private final VibVersion version;
    private AcceptanceLevel acceptanceLevel = AcceptanceLevel.UNKNOWN;
    private List<String> payloadTypes = List.of();
    private List<VibRelation> depends = List.of();
    private List<VibRelation> conflicts = List.of();
    private List<VibRelation> replaces = List.of();
    private List<VibRelation> provides = List.of();
    private Reboot reboot = Reboot.UNKNOWN;
    private @Nullable Boolean liveInstall;
    private @Nullable Boolean maintenanceMode;
    private List<Platform> platforms = List.of();
    private @Nullable RelativePath file;
    private @Nullable Boolean gunzipChecksums;

    VibBuilder(String vendor, String type, String name, VibVersion version) {
        this.vendor = vendor;
        this.type = type;
        this.name = name;
        this.version = version;
    }

    public VibBuilder acceptanceLevel(AcceptanceLevel acceptanceLevel) {
        this.acceptanceLevel = acceptanceLevel;
        return this;
    }

    public VibBuilder payloadTypes(List<String> payloadTypes) {
        this.payloadTypes = payloadTypes;
        return this;
    }

    public VibBuilder depends(List<VibRelation> depends) {
        this.depends = depends;
        return this;
    }

    public VibBuilder conflicts(List<VibRelation> conflicts) {
        this.conflicts = conflicts;
        return this;
    }

    public VibBuilder replaces(List<VibRelation> replaces) {
        this.replaces = replaces;
        return this;
    }

    public VibBuilder provides(List<VibRelation> provides) {
        this.provides = provides;
        return this;
    }

    public VibBuilder reboot(Reboot reboot) {
        this.reboot = reboot;
        return this;
    }

    public VibBuilder liveInstall(@Nullable Boolean liveInstall) {
        this.liveInstall = liveInstall;
        return this;
    }

    public VibBuilder maintenanceMode(@Nullable Boolean maintenanceMode) {
        this.maintenanceMode = maintenanceMode;
        return this;
    }

    public VibBuilder platforms(List<Platform> platforms) {
        this.platforms = platforms;
        return this;
    }

    public VibBuilder file(@Nullable RelativePath file) {
        this.file = file;
        return this;
    }

    public VibBuilder gunzipChecksums(@Nullable Boolean gunzipChecksums) {
        this.gunzipChecksums = gunzipChecksums;
        return this;
    }

    /**
     * The VIB as described so far; the builder can go on to be used.
     *
     * @throws IllegalArgumentException as the constructor of {@link Vib}
     */
    public Vib build() {
        return new Vib(
                vendor,
                type,
                name,
                version,
                acceptanceLevel,
                payloadTypes,
                depends,
                conflicts,
                replaces,
                provides,
                reboot,
                liveInstall,
                maintenanceMode,
                platforms,
                file,
                gunzipChecksums);
    }
}
