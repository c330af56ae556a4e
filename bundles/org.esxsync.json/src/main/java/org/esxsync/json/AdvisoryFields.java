package org.esxsync.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixState;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.PatchedFix;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.jspecify.annotations.Nullable;

/** The fields of vulnerabilities; the same holds for them as for {@link JsonFields}. */
final class AdvisoryFields {

    private AdvisoryFields() {}

    static Map<String, Object> answer(
            List<VulnerabilityDetails> vulnerabilities, List<AdvisoryPlace> places) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "vulnerabilities",
                vulnerabilities.stream().map(AdvisoryFields::vulnerability).toList());
        fields.put("places", places.stream().map(AdvisoryFields::place).toList());
        return fields;
    }

    private static Map<String, Object> vulnerability(VulnerabilityDetails details) {
        Vulnerability vulnerability = details.vulnerability();
        Exploitation exploitation = vulnerability.exploitation();
        Map<String, Object> fields = summary(vulnerability);
        fields.put("published", text(vulnerability.published()));
        fields.put("exploitedSince", exploitation == null ? null : text(exploitation.since()));
        fields.put("byRansomware", exploitation != null && exploitation.byRansomware());
        fields.put("advisories", vulnerability.advisories());
        fields.put("references", vulnerability.references());
        fields.put("state", code(vulnerability.state()));
        fields.put("fixes", details.fixes().stream().map(AdvisoryFields::fix).toList());
        return fields;
    }

    static Map<String, Object> summary(Vulnerability vulnerability) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cve", vulnerability.cve());
        fields.put("title", vulnerability.title());
        fields.put("severity", vulnerability.severity());
        fields.put("score", vulnerability.score());
        fields.put("exploited", vulnerability.isExploited());
        return fields;
    }

    private static Map<String, Object> fix(PatchedFix patched) {
        Fix fix = patched.fix();
        FixedRelease fixed = fix.fixedIn();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("release", text(fix.release()));
        fields.put("branch", fixed == null ? "" : fixed.branch());
        fields.put("state", code(fix.state()));
        fields.put("fixedIn", text(fixed));
        fields.put("securityOnly", fixed != null && fixed.securityOnly());
        fields.put("advisory", fix.advisory());
        fields.put("told", fix.told());
        fields.put("patches", patched.patches().stream().map(each -> each.patch().id()).toList());
        return fields;
    }

    /** Each fix as a row of its own, with the vulnerability that it belongs to. */
    static List<Map<String, Object>> rows(VulnerabilityDetails details) {
        if (details.fixes().isEmpty()) {
            Map<String, Object> row = summary(details.vulnerability());
            row.put("state", code(FixState.UNKNOWN));
            return List.of(row);
        }
        return details.fixes().stream()
                .map(
                        fix -> {
                            Map<String, Object> row = summary(details.vulnerability());
                            row.putAll(fix(fix));
                            return row;
                        })
                .toList();
    }

    static Map<String, Object> place(AdvisoryPlace place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", place.name());
        fields.put("location", place.location());
        fields.put("files", place.files());
        fields.put("unchanged", place.unchanged());
        fields.put("records", place.vulnerabilities());
        fields.put("problems", place.problems());
        return fields;
    }

    private static String code(FixState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
