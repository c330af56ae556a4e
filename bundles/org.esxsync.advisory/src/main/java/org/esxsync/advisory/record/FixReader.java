package org.esxsync.advisory.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixState;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a record says of fixed releases, in each of the four forms that it was written in: not
 * at all, up to 2016; {@code 6.5 before ESXi650-201712103-SG} in one value for each release, in
 * 2017; one text for all releases and products, from 2018 to 2022; and since 2024 {@code lessThan},
 * without which there is no fix.
 *
 * <p>A release that is named as {@code unaffected} is so. That {@code defaultStatus} calls so what
 * is not named counts only where all that the record has of ESX is unaffected, release by whole
 * release: publishers leave the word standing, and name newer products, other platforms or fixed
 * builds beside it.
 */
final class FixReader {

    private static final Pattern ESX = Pattern.compile("(?i)\\bESXi?\\b");
    private static final Pattern ESXI = Pattern.compile("(?i)\\bESXi\\b");
    private static final Pattern OTHER_PRODUCT =
            Pattern.compile(
                    "(?i)\\b(?:Workstation|Fusion|Player|Cloud|vCenter|Horizon|Tools|Console|NSX"
                            + "|vRealize|Aria|Remote)\\b");
    // Possessive, since a matcher goes one deeper for each round that it could take back.
    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,2}\\.\\d{1,2})(?:\\.[\\dx]{1,2})*+");
    private static final Pattern WHOLE_RELEASE = Pattern.compile("(\\d{1,2}\\.\\d{1,2})(?:\\.x)?");
    private static final Pattern IN_PIECE =
            Pattern.compile("(?<![\\w.-])(\\d{1,2}\\.\\d{1,2})(?:\\.[\\dx]{1,2})*+(?![\\w.-])");
    private static final Pattern PIECE_END = Pattern.compile("[,;()]");
    private static final String NOTHING = "n/a";
    private static final String UNAFFECTED = "unaffected";
    private static final int FIRST_ESXI_ALONE = 5;

    private final Set<Fix> fixes = new LinkedHashSet<>();

    private FixReader() {}

    /**
     * Reads the fixes of a record.
     *
     * @param affected the elements of its list {@code affected}
     */
    static List<Fix> read(List<JsonValue> affected) {
        FixReader reader = new FixReader();
        affected.forEach(reader::product);
        if (affectsNothing(affected)) {
            reader.fixes.add(Fix.notAffected(null));
        }
        return reader.settled();
    }

    private static boolean affectsNothing(List<JsonValue> affected) {
        return affected.stream().anyMatch(FixReader::isEsxAlone)
                && affected.stream()
                        .filter(FixReader::mayBeEsx)
                        .allMatch(FixReader::isWhollyUnaffected);
    }

    private static boolean isWhollyUnaffected(JsonValue product) {
        return product.get("defaultStatus").text().equals(UNAFFECTED)
                && product.get("versions").list().stream()
                        .allMatch(each -> unaffectedRelease(each).isPresent());
    }

    /** Whether a record is about ESX or ESXi, or may be since it names no product. */
    static boolean mayConcern(List<JsonValue> affected) {
        return affected.isEmpty() || affected.stream().anyMatch(FixReader::mayBeEsx);
    }

    private static boolean mayBeEsx(JsonValue product) {
        return product.get("product").text().equalsIgnoreCase(NOTHING)
                || isEsx(product)
                || hasEsx(product);
    }

    /** Whether neither ESX nor ESXi is named. */
    static boolean namesNothing(List<JsonValue> affected) {
        return affected.stream().noneMatch(each -> isEsx(each) || hasEsx(each));
    }

    private static boolean hasEsx(JsonValue product) {
        return product.get("versions").list().stream().anyMatch(FixReader::namesEsx);
    }

    private static boolean namesEsx(JsonValue version) {
        return Stream.of("version", "lessThan")
                .map(name -> version.get(name).text())
                .anyMatch(text -> ESX.matcher(text).find() || !FixedRelease.in(text).isEmpty());
    }

    private static boolean isEsx(JsonValue product) {
        return ESX.matcher(product.get("product").text()).find();
    }

    private static boolean isEsxAlone(JsonValue product) {
        return isEsx(product) && !OTHER_PRODUCT.matcher(product.get("product").text()).find();
    }

    private void product(JsonValue product) {
        List<JsonValue> versions = product.get("versions").list();
        boolean hasFields =
                product.get("defaultStatus").isThere()
                        || versions.stream().anyMatch(each -> each.get("lessThan").isThere());
        versions.stream()
                .filter(each -> !isUnaffected(each))
                .forEach(each -> version(product, each, hasFields));
        if (isEsxAlone(product)) {
            versions.stream()
                    .flatMap(each -> unaffectedRelease(each).stream())
                    .map(number -> release(product.get("product").text(), number))
                    .forEach(release -> fixes.add(Fix.notAffected(release)));
        }
    }

    /** The number of a release of which each build is unaffected. */
    private static Optional<String> unaffectedRelease(JsonValue version) {
        Matcher number = WHOLE_RELEASE.matcher(version.get("version").text().strip());
        return isUnaffected(version) && !isRange(version) && number.matches()
                ? Optional.of(number.group(1))
                : Optional.empty();
    }

    private static boolean isUnaffected(JsonValue version) {
        return version.get("status").text().equals(UNAFFECTED);
    }

    private void version(JsonValue product, JsonValue version, boolean hasFields) {
        String name = version.get("version").text();
        boolean isUndecided = version.get("status").text().equals("unknown");
        List<FixedRelease> ends = isUndecided ? List.of() : ends(version);
        if (!ends.isEmpty()) {
            ends.forEach(end -> fixes.add(checked(name, end)));
            return;
        }
        if (!isUndecided) {
            FixedRelease.in(name).forEach(each -> fixes.add(Fix.in(each)));
        }
        if (hasFields && isEsx(product)) {
            unfixed(product, version, isUndecided);
        } else if (!hasFields) {
            unnamed(product.get("product").text(), name);
        }
    }

    /** Where the record has a field for each thing, one that is not there says something. */
    private void unfixed(JsonValue product, JsonValue version, boolean isUndecided) {
        String name = version.get("version").text().strip();
        Matcher number = VERSION.matcher(name);
        if (number.matches() && !isRange(version) && !isUndecided) {
            fixes.add(Fix.none(release(product.get("product").text(), number.group(1))));
        } else if (FixedRelease.in(name).isEmpty() && !name.equalsIgnoreCase(NOTHING)) {
            fixes.add(
                    Fix.unknown(
                            number.matches()
                                    ? release(product.get("product").text(), number.group(1))
                                    : null,
                            told(version)));
        }
    }

    private static boolean isRange(JsonValue version) {
        return version.get("lessThan").isThere()
                || version.get("lessThanOrEqual").isThere()
                || !version.get("changes").list().isEmpty();
    }

    private static String told(JsonValue version) {
        return Stream.of("version", "lessThan", "lessThanOrEqual")
                .filter(name -> version.get(name).isThere())
                .map(name -> (name.equals("version") ? "" : name + " ") + version.get(name).text())
                .reduce("", (one, other) -> one.isEmpty() ? other : one + ", " + other);
    }

    private static List<FixedRelease> ends(JsonValue version) {
        return Stream.concat(
                        Stream.of(version.get("lessThan")),
                        version.get("changes").list().stream()
                                .filter(each -> each.get("status").text().equals("unaffected"))
                                .map(each -> each.get("at")))
                .flatMap(end -> FixedRelease.in(end.text()).stream())
                .toList();
    }

    /** A fix of another release than the one that it stands beside is a mistake of somebody's. */
    private static Fix checked(String version, FixedRelease end) {
        Matcher number = VERSION.matcher(version.strip());
        EsxRelease release = end.release();
        if (release == null || !number.matches() || release.version().startsWith(number.group(1))) {
            return Fix.in(end);
        }
        return Fix.unknown(
                release(release.product(), number.group(1)),
                "%s before %s".formatted(version, end.text()));
    }

    /** In a text each release stands between commas or brackets, and other products behind ESX. */
    private void unnamed(String product, String text) {
        boolean isEsx = ESX.matcher(product).find() && !OTHER_PRODUCT.matcher(product).find();
        for (String piece : PIECE_END.split(text)) {
            if (OTHER_PRODUCT.matcher(piece).find()) {
                isEsx = false;
            } else if (ESX.matcher(piece).find()) {
                isEsx = true;
            }
            if (isEsx && FixedRelease.in(piece).isEmpty()) {
                unknown(ESX.matcher(piece).find() ? piece : product, piece);
            }
        }
    }

    private void unknown(String product, String piece) {
        Matcher number = IN_PIECE.matcher(piece);
        if (number.find()) {
            fixes.add(Fix.unknown(release(product, number.group(1)), piece.strip()));
        }
    }

    private static EsxRelease release(String product, String version) {
        boolean isEsxi =
                product.equals("esxi")
                        || ESXI.matcher(product).find()
                        || Integer.parseInt(version.substring(0, version.indexOf('.')))
                                >= FIRST_ESXI_ALONE;
        return new EsxRelease(
                isEsxi ? "esxi" : "esx", version.replaceAll("(^|\\.)0+(?=\\d)", "$1"));
    }

    /** What is said without a fix of a release counts only where nothing says more. */
    private List<Fix> settled() {
        List<Fix> settled = new ArrayList<>();
        for (Fix fix : fixes) {
            boolean isAnswer =
                    fix.state() == FixState.FIXED || fix.state() == FixState.NOT_AFFECTED;
            if (isAnswer || !isFixed(fix.release())) {
                settled.add(fix);
            }
        }
        return settled;
    }

    private boolean isFixed(@Nullable EsxRelease release) {
        return release != null
                && fixes.stream()
                        .filter(fix -> fix.state() == FixState.FIXED)
                        .anyMatch(fix -> release.equals(fix.release()));
    }
}
