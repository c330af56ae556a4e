package org.esxsync.api.release;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.patch.Classification;
import org.jspecify.annotations.Nullable;

/**
 * The id of a patch of ESX 3.0 to 4.1 or ESXi 3.5 to 4.1, and what it tells:
 *
 * <ul>
 *   <li>{@code ESX-1002424}: up to 3.0.2 an id tells nothing but itself;
 *   <li>{@code ESX350-200803214-UG}, {@code ESXe350-200805503-C-SG}: release, year and month,
 *       number, for ESXi 3.5 a part, and class; without a class a whole bundle, {@code
 *       ESX400-201005001};
 *   <li>{@code ESX350-Update05a}, {@code ESX303-Rollup01}: an update or a roll-up of a release;
 *   <li>{@code ESX40-TO-ESX41UPDATE01}: for hosts of the first release, which it makes the second.
 * </ul>
 *
 * The grammar holds for each of the 384 ids that VMware's security advisories name for these
 * releases. What the letters of the class mean is published for security and update; that {@code
 * BG} is a fix of a bug and {@code RG} a roll-up is inferred from names.
 *
 * @param text the id, with its letters in the publisher's case
 * @param release the release that the id names, or null if it names none
 * @param month the month that the id names, or null if it names none
 * @param classification what the letters of its class mean; of an update or a roll-up, what it is
 * @param sequence the number of an update or roll-up, such as {@code 05a}; empty for all others
 */
public record LegacyPatchId(
        String text,
        @Nullable EsxRelease release,
        @Nullable YearMonth month,
        Classification classification,
        String sequence) {

    private static final String MONTH = "(?<year>20\\d\\d)(?<month>0[1-9]|1[0-2])\\d{3}";
    private static final String DATED = MONTH + "(?:-[A-Z])?(?:-(?<class>[A-Z]{2}))?";
    private static final String NAMED = "(?<named>Update|Rollup)(?<sequence>\\d\\d[a-z]?)";
    private static final String NUMBERED = "ESX-\\d{7}";
    private static final String OF_RELEASE =
            "(?<product>ESX[ie]?)(?<digits>[34]\\d\\d)-(?:%s|%s)".formatted(DATED, NAMED);
    private static final String TO_RELEASE =
            "(?<from>ESXi?)(?<fromDigits>[34]\\d)-TO-ESXi?[34]\\d(?:UPDATE(?<to>\\d\\d[a-z]?))?";

    /** What stands beside an id in a file's name is no letter, no digit and no further part. */
    private static final Pattern ID =
            Pattern.compile(
                    "(?i)(?<![A-Z0-9])(?:%s|%s|%s)(?!-?[A-Z0-9])"
                            .formatted(NUMBERED, OF_RELEASE, TO_RELEASE));

    /** {@code update-from-esxi4.1-4.1_update01.zip}. */
    private static final Pattern UPDATE_FILE =
            Pattern.compile(
                    "(?i)update-from-(?<product>esxi?)\\d\\.\\d-(?<version>[34]\\.\\d)"
                            + "_update(?<sequence>\\d\\d[a-z]?)");

    /** {@code upgrade-from-ESXi4.0-to-4.1.0-0.0.260247-release.zip}. */
    private static final Pattern UPGRADE_FILE =
            Pattern.compile(
                    "(?i)upgrade-from-(?<product>esxi?)(?<from>[34]\\.\\d)-to-(?<to>[34]\\.\\d)(?!\\d)"
                        + "(?:.*?update(?<sequence>\\d\\d[a-z]?))?");

    private static final String UPDATE = "update";
    private static final String ROLLUP = "rollup";

    /**
     * Reads an id, in any case.
     *
     * @return nothing if the text is none, or one of a later release
     */
    public static Optional<LegacyPatchId> parse(String text) {
        Matcher matcher = ID.matcher(text);
        return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
    }

    /** Whether a name is the id of another patch than this one, in any case. */
    public static boolean isOfAnother(String name, String id) {
        return parse(name).filter(other -> !other.text().equalsIgnoreCase(id)).isPresent();
    }

    /** The ids in a text, such as a file's name, in its order. */
    public static List<LegacyPatchId> in(String text) {
        Matcher matcher = ID.matcher(text);
        return matcher.results().map(MatchResult::group).flatMap(id -> parse(id).stream()).toList();
    }

    /**
     * The id that a file's name carries, or that VMware's name for a whole update stands for:
     * {@code update-from-esxi4.1-4.1_update01.zip} is {@code ESXi410-Update01}.
     *
     * @return nothing if it carries none, or several
     */
    public static Optional<LegacyPatchId> ofFile(String name) {
        List<LegacyPatchId> ids = in(name).stream().distinct().toList();
        if (!ids.isEmpty()) {
            return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
        }
        Matcher update = UPDATE_FILE.matcher(name);
        if (update.lookingAt()) {
            return parse(
                    "%s%s0-Update%s"
                            .formatted(
                                    update.group("product"),
                                    update.group("version").replace(".", ""),
                                    update.group("sequence")));
        }
        Matcher upgrade = UPGRADE_FILE.matcher(name);
        if (!upgrade.lookingAt()) {
            return Optional.empty();
        }
        String to = upgrade.group("sequence");
        return parse(
                "%1$s%2$s-TO-%1$s%3$s%4$s"
                        .formatted(
                                upgrade.group("product"),
                                upgrade.group("from").replace(".", ""),
                                upgrade.group("to").replace(".", ""),
                                to == null ? "" : "UPDATE" + to));
    }

    private static LegacyPatchId of(Matcher id) {
        String text = id.group();
        if (id.group("product") != null) {
            String product = product(id.group("product"));
            String rest = text.substring(product.length());
            return new LegacyPatchId(
                    product + (id.group("named") == null ? upper(rest) : named(id)),
                    release(product, id.group("digits")),
                    id.group("year") == null
                            ? null
                            : YearMonth.of(number(id.group("year")), number(id.group("month"))),
                    classification(id),
                    sequence(id.group("sequence")));
        }
        if (id.group("from") != null) {
            return new LegacyPatchId(
                    upper(text).replace("ESXI", "ESXi"),
                    release(product(id.group("from")), id.group("fromDigits") + "0"),
                    null,
                    new Classification(UPDATE, ""),
                    sequence(id.group("to")));
        }
        return new LegacyPatchId(upper(text), null, null, Classification.NONE, "");
    }

    /** ESX or ESXi; up to 3.5 the letter of ESXi was another. */
    private static String product(String text) {
        return "ESX" + text.substring("ESX".length()).toLowerCase(Locale.ROOT);
    }

    private static String named(Matcher id) {
        String kind = id.group("named").toLowerCase(Locale.ROOT);
        return "%s-%s%s%s"
                .formatted(
                        id.group("digits"),
                        upper(kind.substring(0, 1)),
                        kind.substring(1),
                        sequence(id.group("sequence")));
    }

    /** The last of three digits counts if it is not 0: 303 is 3.0.3, and 350 is 3.5. */
    private static EsxRelease release(String product, String digits) {
        String version = digits.charAt(0) + "." + digits.charAt(1);
        return new EsxRelease(
                product.equals("ESX") ? "esx" : "esxi",
                digits.charAt(2) == '0' ? version : version + "." + digits.charAt(2));
    }

    private static Classification classification(Matcher id) {
        if (id.group("named") != null) {
            return new Classification(id.group("named"), "");
        }
        String letters = id.group("class");
        return letters == null
                ? Classification.NONE
                : switch (upper(letters)) {
                    case "SG" -> new Classification("security", "");
                    case "BG" -> new Classification("bugfix", "");
                    case "UG" -> new Classification(UPDATE, "");
                    case "RG" -> new Classification(ROLLUP, "");
                    default -> Classification.NONE;
                };
    }

    private static String sequence(@Nullable String digits) {
        return digits == null ? "" : digits.toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /**
     * Whether hosts read the patch from a directory into which it is unpacked, as those of ESX 3.x
     * do; those of ESXi 3.5 and of 4.x take the archive as it is.
     */
    public boolean isUnpacked() {
        return release == null
                || release.product().equals("esx") && release.version().startsWith("3.");
    }

    /**
     * Whether the names tell that this one replaces the other: both are updates, or both roll-ups,
     * of one release, and this one has the higher number.
     */
    public boolean supersedes(LegacyPatchId other) {
        return !sequence.isEmpty()
                && !other.sequence.isEmpty()
                && release != null
                && release.equals(other.release)
                && classification.equals(other.classification)
                && isOfOneRelease() == other.isOfOneRelease()
                && sequence.compareTo(other.sequence) > 0;
    }

    private boolean isOfOneRelease() {
        return text.indexOf("-TO-") < 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
