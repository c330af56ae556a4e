package org.esxsync.compliance;

import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.patch.VibVersion;

/**
 * Builds whose numbers mislead. The numbers are real, and so are the versions where two of them
 * stand in the wrong order; the middle of others is made up.
 *
 * @param build by which the trap is known
 * @param meaning what is misleading
 * @param release the release that the builds are of
 * @param bases the versions of {@code esx-base}, from the lowest to the highest; of a recalled one
 *     first that one and then what takes its place
 */
record BuildTrap(long build, Meaning meaning, String release, List<String> bases) {

    enum Meaning {
        /** The versions are ordered, though the builds are not, or lie on several branches. */
        ORDER,
        /** The first was recalled. */
        RECALLED,
        /** It is no ESXi. */
        OTHER_PRODUCT
    }

    private static final List<BuildTrap> ALL =
            List.of(
                    recalled("esxi-5.5", "5.5.0-2.51.2702864", "5.5.0-2.52.2718055"),
                    recalled("esxi-5.5", "5.5.0-3.104.7504623", "5.5.0-3.106.7618464"),
                    recalled("esxi-6.0", "6.0.0-3.79.7504637", "6.0.0-3.81.99999999"),
                    recalled("esxi-6.5", "6.5.0-1.38.7526125", "6.5.0-1.41.99999999"),
                    ordered(
                            5251621,
                            "esxi-6.0",
                            "6.0.0-1.31.5251621",
                            "6.0.0-2.58.5251623",
                            "6.0.0-3.66.5485776"),
                    ordered(1746018, "esxi-5.5", "5.5.0-0.15.1746974", "5.5.0-1.16.1746018"),
                    ordered(12986307, "esxi-6.7", "6.7.0-1.41.13004448", "6.7.0-1.44.12986307"),
                    ordered(
                            19193900,
                            "esxi-7.0",
                            "7.0.1-0.50.19324898",
                            "7.0.2-0.30.19290878",
                            "7.0.3-0.20.19193900"),
                    ordered(24585383, "esxi-8.0", "8.0.2-0.70.24585300", "8.0.3-0.50.24585383"),
                    ordered(24789317, "esxi-8.0", "8.0.2-0.80.24789317", "8.0.3-0.60.24784735"),
                    ordered(23305545, "esxi-8.0", "8.0.2-0.20.23305545", "8.0.2-0.25.23305546"),
                    new BuildTrap(
                            19546333,
                            Meaning.OTHER_PRODUCT,
                            "esxi-7.0",
                            List.of("7.0.0-1.9.19546333")));

    private static BuildTrap recalled(String release, String recalled, String next) {
        return new BuildTrap(build(recalled), Meaning.RECALLED, release, List.of(recalled, next));
    }

    private static BuildTrap ordered(long build, String release, String... bases) {
        return new BuildTrap(build, Meaning.ORDER, release, List.of(bases));
    }

    static Stream<BuildTrap> all() {
        return ALL.stream();
    }

    /** The traps in which a build occurs. */
    static List<BuildTrap> with(long build) {
        return ALL.stream().filter(each -> each.builds().contains(build)).toList();
    }

    List<Long> builds() {
        return bases.stream().map(BuildTrap::build).toList();
    }

    static long build(String base) {
        return Long.parseLong(base.substring(base.lastIndexOf('.') + 1));
    }

    /** Such as {@code 7.0.3}. */
    static String version(String base) {
        return new VibVersion(base).version();
    }
}
