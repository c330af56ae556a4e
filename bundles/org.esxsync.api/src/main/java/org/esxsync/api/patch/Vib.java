package org.esxsync.api.patch;

import java.util.List;
import java.util.Objects;
import org.esxsync.api.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * A VIB, as its descriptor tells: the package that ESXi installs.
 *
 * @param vendor the code of who made it, such as {@code VMW}; empty where none is published, as in
 *     4.x
 * @param type where it is installed: {@code bootbank}, {@code locker} or {@code meta}; in 4.x such
 *     as {@code cross}
 * @param name its name, which all its versions have in common
 * @param version its version
 * @param acceptanceLevel who tested it
 * @param payloadTypes the types of its payloads, such as {@code vgz}, in the order of the
 *     descriptor; may be empty
 * @param depends what a host must have, too
 * @param conflicts what a host must not have beside it
 * @param replaces what it replaces, beside lower versions of its own name
 * @param provides what it provides, beside its own name and version
 * @param reboot whether the host must be restarted
 * @param liveInstall whether it can be installed without a restart; null where not published
 * @param maintenanceMode whether the host must be in maintenance mode; null where not published
 * @param platforms what it is for; may be empty
 * @param file the path of its file among the patch's artifacts, or null if the patch has no file of
 *     it
 * @param gunzipChecksums whether each of its gzip payloads has a SHA-256 checksum of its
 *     decompressed content ({@code verify-process="gunzip"}), which ESXi 8.0 and later verify; null
 *     where none of its payloads is published
 */
public record Vib(
        String vendor,
        String type,
        String name,
        VibVersion version,
        AcceptanceLevel acceptanceLevel,
        List<String> payloadTypes,
        List<VibRelation> depends,
        List<VibRelation> conflicts,
        List<VibRelation> replaces,
        List<VibRelation> provides,
        Reboot reboot,
        @Nullable Boolean liveInstall,
        @Nullable Boolean maintenanceMode,
        List<Platform> platforms,
        @Nullable RelativePath file,
        @Nullable Boolean gunzipChecksums) {

    private static final int MAX_LENGTH = 1024;
    private static final int SHOWN = 200;

    /** The type of VIBs of 4.x, whose ids name no vendor. */
    private static final String CROSS = "cross";

    /**
     * @throws IllegalArgumentException if type or name is empty, or if one of vendor, type, name
     *     and payload types is not one plain line of at most 1,024 characters
     */
    public Vib {
        requireLine(vendor, "vendor");
        requireText(type, "type");
        requireText(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(acceptanceLevel, "acceptanceLevel");
        payloadTypes = List.copyOf(payloadTypes);
        payloadTypes.forEach(payloadType -> requireText(payloadType, "payload type"));
        depends = List.copyOf(depends);
        conflicts = List.copyOf(conflicts);
        replaces = List.copyOf(replaces);
        provides = List.copyOf(provides);
        Objects.requireNonNull(reboot, "reboot");
        platforms = List.copyOf(platforms);
    }

    /** Starts a VIB of which only the parts of its id are known. */
    public static VibBuilder builder(String vendor, String type, String name, VibVersion version) {
        return new VibBuilder(vendor, type, name, version);
    }

    /**
     * The id that bulletins and image profiles name it by: vendor, type, name and version, each
     * parted by an underscore. In 4.x it has no vendor.
     */
    public String id() {
        String id = type + '_' + name + '_' + version;
        return vendor.isEmpty() || type.equals(CROSS) ? id : vendor + '_' + id;
    }

    /**
     * Whether it takes the other one's place on a host. Each VIB replaces the lower versions of its
     * name, and provides its name in its version, though its descriptor does not say so. Vendors do
     * not count. No VIB replaces itself.
     */
    public boolean replaces(Vib other) {
        return !isSameAs(other)
                && (replaces(other.name, other.version)
                        || other.provides.stream().anyMatch(this::replaces));
    }

    private boolean isSameAs(Vib other) {
        return name.equals(other.name)
                && version.equals(other.version)
                && type.equals(other.type)
                && vendor.equals(other.vendor);
    }

    private boolean replaces(String providedName, VibVersion provided) {
        return name.equals(providedName) && provided.compareTo(version) < 0
                || replaces.stream().anyMatch(relation -> relation.matches(providedName, provided));
    }

    private boolean replaces(VibRelation provided) {
        VibVersion providedVersion = provided.version();
        return provided.operator() == VibRelation.Operator.EQUAL && providedVersion != null
                ? replaces(provided.name(), providedVersion)
                : replaces.stream().anyMatch(relation -> relation.matches(provided));
    }

    private static void requireText(String value, String what) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a VIB needs a " + what);
        }
        requireLine(value, what);
    }

    private static void requireLine(String value, String what) {
        if (value.length() > MAX_LENGTH || !value.equals(OneLine.of(value))) {
            throw new IllegalArgumentException(
                    "a VIB's %s is not one plain line of at most %d characters: '%s'"
                            .formatted(what, MAX_LENGTH, OneLine.of(value, SHOWN)));
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
