package org.esxsync.api.advisory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.OneLine;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * The release or patch in which a vulnerability is fixed, as advisories name it:
 *
 * <ul>
 *   <li>{@code ESXi650-201712103-SG}, {@code ESX410-201205401-SG}: a bulletin up to 6.7, whose
 *       digits are the release;
 *   <li>{@code ESXi80U3f-24784735}, {@code ESXi80a-20842819}: release, update, letters and build.
 *       Of several letters an {@code s} in front means security fixes alone: {@code ESXi70U3si};
 *   <li>{@code ESXi_7.0.1-0.0.16850804}: version, and a build at the end.
 * </ul>
 *
 * Image profiles have the same parts, such as {@code ESXi-8.0U3f-24784735-standard}. The grammar is
 * that of the fixed releases in VMware's CVE records of 2017 to 2025. An update is the third number
 * of a version: U3 of 7.0 is 7.0.3.
 *
 * @param text the name as published
 * @param release the release that it is of, or null if nothing tells it
 * @param update the number of the update, which is the branch that the fix is on; 0 for none; null
 *     where the name does not tell, as up to 6.7
 * @param build the build of its hosts, or null where the name does not tell. Builds order what is
 *     on one branch, and nothing else
 * @param securityOnly whether the name says that it has security fixes alone
 */
public record FixedRelease(
        String text,
        @Nullable EsxRelease release,
        @Nullable Integer update,
        @Nullable Long build,
        boolean securityOnly) {

    private static final int LONGEST = 200;

    /** The first release whose names tell the branch. */
    private static final int FIRST_WITH_BRANCHES = 7;

    /** The first major version of which there is ESXi alone. */
    private static final int FIRST_ESXI_ALONE = 5;

    private static final String BUILD = "-(?<%s>\\d{7,9})";
    private static final String BULLETIN =
            "(?<product>ESX[ie]?)(?<digits>\\d{3})-\\d{9}(?:-[A-Z])?(?:-[A-Z]{2})?";
    private static final String SHORT =
            "ESXi?(?<major>\\d)(?<minor>\\d)(?:U(?<update>\\d))?(?<letters>[a-z]{0,3})"
                    + BUILD.formatted("build");
    private static final String PROFILE =
            "ESXi?-(?<x>[1-9]\\d?)\\.(?<y>\\d)(?:U(?<u>\\d))?(?<l>[a-z]{0,3})"
                    + BUILD.formatted("b");
    private static final String VERSION =
            "ESXi?[_-](?<vx>[1-9]\\d?)\\.(?<vy>0|[1-9]\\d?)\\.(?<vz>\\d{1,2})"
                    + "(?:(?:\\.\\d{1,6}){0,9}+-|-\\d{1,6}\\.(?:\\d{1,6}\\.){0,3})(?<vb>\\d{7,9})";

    private static final Pattern NAME =
            Pattern.compile(
                    "(?<![A-Z0-9])(?:%s|%s|%s|%s)(?![A-Z0-9])"
                            .formatted(BULLETIN, SHORT, PROFILE, VERSION),
                    Pattern.CASE_INSENSITIVE);

    /** The VIB whose version tells the build of a host. */
    private static final String BASE = "esx-base";

    private static final Pattern BASE_VERSION =
            Pattern.compile(
                    "([1-9]\\d?)\\.(0|[1-9]\\d?)\\.(\\d{1,2})-\\d{1,6}\\.(?:\\d{1,6}\\.){0,3}(\\d{6,9})");

    /**
     * @throws IllegalArgumentException if the text is not one plain line of at most 200 characters
     */
    public FixedRelease {
        if (text.isEmpty() || text.length() > LONGEST || !text.equals(OneLine.of(text))) {
            throw new IllegalArgumentException(
                    "a fixed release is one plain line of at most %d characters: '%s'"
                            .formatted(LONGEST, OneLine.of(text, LONGEST)));
        }
    }

    /**
     * The names in a text, in its order.
     *
     * @param text such as {@code 6.5 before ESXi650-201712103-SG}
     */
    public static List<FixedRelease> in(String text) {
        Matcher matcher = NAME.matcher(text);
        return matcher.results()
                .map(found -> text.substring(found.start(), found.end()))
                .map(FixedRelease::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Reads one name, in any case of letters.
     *
     * @return nothing if the text is of another form
     */
    public static Optional<FixedRelease> parse(String text) {
        Matcher name = NAME.matcher(text);
        return name.matches() ? Optional.of(of(text, name)) : Optional.empty();
    }

    private static FixedRelease of(String text, Matcher name) {
        if (name.group("product") != null) {
            return new FixedRelease(
                    text,
                    bulletinRelease(name.group("product"), name.group("digits")),
                    null,
                    null,
                    false);
        }
        if (name.group("build") != null) {
            return image(
                    text,
                    name.group("major") + "." + name.group("minor"),
                    name.group("update"),
                    name.group("letters"),
                    name.group("build"));
        }
        if (name.group("b") != null) {
            return image(
                    text,
                    name.group("x") + "." + name.group("y"),
                    name.group("u"),
                    name.group("l"),
                    name.group("b"));
        }
        return image(
                text,
                name.group("vx") + "." + name.group("vy"),
                name.group("vz"),
                "",
                name.group("vb"));
    }

    /** Of three digits the last counts if it is not 0: 303 is 3.0.3, and 650 is 6.5. */
    private static EsxRelease bulletinRelease(String product, String digits) {
        boolean isEsx =
                product.equalsIgnoreCase("ESX") && digits.charAt(0) - '0' < FIRST_ESXI_ALONE;
        String version = digits.charAt(0) + "." + digits.charAt(1);
        return new EsxRelease(
                isEsx ? "esx" : "esxi",
                digits.charAt(2) == '0' ? version : version + "." + digits.charAt(2));
    }

    private static FixedRelease image(
            String text, String version, @Nullable String update, String letters, String build) {
        return new FixedRelease(
                text,
                new EsxRelease("esxi", version),
                update == null ? 0 : Integer.valueOf(update),
                Long.valueOf(build),
                letters.toLowerCase(Locale.ROOT).matches("s[a-z]+"));
    }

    /**
     * What a patch makes of a host that gets it: as the name of an image profile or bulletin tells,
     * or else its VIB {@code esx-base}.
     *
     * @return nothing for a patch that does not bring a host's whole system, and up to 6.7, where
     *     no branch is told
     */
    public static Optional<FixedRelease> of(Patch patch) {
        return parse(withoutFlavour(patch.id()))
                .filter(FixedRelease::isImage)
                .or(
                        () ->
                                patch.vibs().stream()
                                        .filter(vib -> vib.name().equals(BASE))
                                        .flatMap(vib -> of(patch.id(), vib.version()).stream())
                                        .findFirst());
    }

    /**
     * What a host runs, by its VIB {@code esx-base}.
     *
     * @return nothing up to 6.7, where no branch is told
     */
    public static Optional<FixedRelease> running(VibVersion base) {
        return of(BASE + " " + base, base);
    }

    /** An image profile comes with tools and without. */
    private static String withoutFlavour(String id) {
        return id.replaceFirst("-(?:standard|no-tools)$", "");
    }

    private static Optional<FixedRelease> of(String id, VibVersion base) {
        Matcher version = BASE_VERSION.matcher(base.text());
        if (!version.matches()
                || Integer.parseInt(version.group(1)) < FIRST_WITH_BRANCHES
                || id.length() > LONGEST) {
            return Optional.empty();
        }
        return Optional.of(
                image(
                        id,
                        version.group(1) + "." + version.group(2),
                        version.group(3),
                        "",
                        version.group(4)));
    }

    /** Whether branch and build are known, so that hosts can be compared with it. */
    public boolean isImage() {
        return release != null && update != null && build != null;
    }

    /** Whether this one is the same build of the same branch, whatever it is called. */
    public boolean isSameImageAs(FixedRelease other) {
        return isOnBranchOf(other) && build != null && build.equals(other.build);
    }

    /** Whether this one is on the same branch and has all that the other one has. */
    public boolean isAtLeast(FixedRelease other) {
        return isOnBranchOf(other)
                && build != null
                && other.build != null
                && build.longValue() >= other.build.longValue();
    }

    private boolean isOnBranchOf(FixedRelease other) {
        return isImage()
                && release != null
                && release.equals(other.release)
                && update != null
                && update.equals(other.update);
    }

    /** Such as {@code 8.0.3}; empty where no branch is told. */
    public String branch() {
        return release == null || update == null ? "" : release.version() + "." + update;
    }

    @Override
    public String toString() {
        return text;
    }
}
