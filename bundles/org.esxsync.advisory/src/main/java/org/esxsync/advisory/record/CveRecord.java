package org.esxsync.advisory.record;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Vulnerability;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of the CVE Program, JSON 5.x: what the publisher says ({@code cna}), and what CISA
 * adds ({@code adp}).
 */
final class CveRecord {

    private static final Pattern ADVISORY = Pattern.compile("(?i)VMSA-\\d{4}-\\d{4}");
    private static final List<String> SCORES =
            List.of("cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0");
    private static final BigDecimal LIMIT = BigDecimal.TEN;
    private static final int MAX_REFERENCES = 100;

    private CveRecord() {}

    static boolean isOne(JsonValue document) {
        return document.get("cveMetadata").isObject() && document.get("containers").isObject();
    }

    /**
     * Reads what it says of ESX or ESXi.
     *
     * @return nothing if it is about something else, or was rejected
     * @throws IllegalArgumentException if its id is none
     */
    static Optional<Finding> read(JsonValue document) {
        JsonValue publisher = document.get("containers", "cna");
        List<JsonValue> affected = publisher.get("affected").list();
        List<String> references =
                publisher.get("references").list().stream()
                        .map(each -> each.get("url").text())
                        .filter(each -> !each.isEmpty())
                        .limit(MAX_REFERENCES)
                        .toList();
        List<String> advisories = advisories(publisher, references);
        boolean isRejected = document.get("cveMetadata", "state").text().equals("REJECTED");
        if (isRejected || !FixReader.mayConcern(affected) || isUnrelated(affected, advisories)) {
            return Optional.empty();
        }
        List<JsonValue> added = document.get("containers", "adp").list();
        JsonValue metric = metric(publisher, added);
        Vulnerability vulnerability =
                new Vulnerability(
                        document.get("cveMetadata", "cveId").text().toUpperCase(Locale.ROOT),
                        publisher.get("title").text(),
                        Day.of(document.get("cveMetadata", "datePublished").text()),
                        metric.get("baseSeverity").text(),
                        score(metric.get("baseScore").text()),
                        exploitation(added),
                        advisories,
                        references,
                        FixReader.read(affected));
        return Optional.of(
                new Finding.Told(vulnerability, document.get("cveMetadata", "dateUpdated").text()));
    }

    /** One that names no product is ours only through an advisory. */
    private static boolean isUnrelated(List<JsonValue> affected, List<String> advisories) {
        return advisories.isEmpty() && FixReader.namesNothing(affected);
    }

    private static List<String> advisories(JsonValue publisher, List<String> references) {
        Set<String> found = new LinkedHashSet<>();
        Stream.concat(Stream.of(publisher.get("source", "advisory").text()), references.stream())
                .flatMap(text -> ADVISORY.matcher(text).results())
                .forEach(each -> found.add(each.group().toUpperCase(Locale.ROOT)));
        return List.copyOf(found);
    }

    /** The publisher's newest kind of score, or else what was added. */
    private static JsonValue metric(JsonValue publisher, List<JsonValue> added) {
        return Stream.concat(Stream.of(publisher), added.stream())
                .flatMap(container -> scores(container.get("metrics").list()))
                .findFirst()
                .orElse(new JsonValue(null));
    }

    private static Stream<JsonValue> scores(List<JsonValue> metrics) {
        return SCORES.stream()
                .flatMap(kind -> metrics.stream().map(metric -> metric.get(kind)))
                .filter(JsonValue::isObject);
    }

    private static @Nullable BigDecimal score(String text) {
        if (!text.matches("\\d{1,2}(?:\\.\\d{1,2})?")) {
            return null;
        }
        BigDecimal score = new BigDecimal(text);
        return score.compareTo(LIMIT) > 0 ? null : score;
    }

    private static @Nullable Exploitation exploitation(List<JsonValue> added) {
        for (JsonValue metric :
                added.stream().flatMap(each -> each.get("metrics").list().stream()).toList()) {
            if (metric.get("other", "type").text().equals("kev")) {
                return new Exploitation(
                        Day.of(metric.get("other", "content", "dateAdded").text()), false, "");
            }
        }
        return null;
    }
}
