package org.esxsync.advisory.record;

/** Records in the shape of each of the four eras. */
public final class Records {

    private Records() {}

    /**
     * A record.
     *
     * @param affected the elements of {@code affected}
     * @param more more members of what the publisher says, with a comma in front
     */
    public static String record(String cve, String affected, String more) {
        return """
        {"cveMetadata": {"cveId": "%s", "assignerShortName": "vmware", "state": "PUBLISHED"},
         "containers": {"cna": {"affected": [%s]%s}}}
        """
                .formatted(cve, affected, more);
    }

    /** To 2016: the reference alone names an advisory. */
    public static String withoutProduct(String cve, String advisory) {
        return record(
                cve,
                """
                {"product": "n/a", "vendor": "n/a", "versions": [{"status": "affected", "version": "n/a"}]}\
                """,
                reference("http://www.vmware.com/security/advisories/" + advisory + ".html"));
    }

    public static String reference(String url) {
        return ", \"references\": [{\"url\": \"%s\"}]".formatted(url);
    }

    /** 2017: a value for each release. */
    public static String withValues(String cve, String... values) {
        return record(cve, product("ESXi", values), "");
    }

    /** 2018 to 2022: a text for all. */
    public static String withText(String cve, String product, String text) {
        return record(cve, product(product, text), "");
    }

    private static String product(String product, String... values) {
        StringBuilder versions = new StringBuilder();
        for (String value : values) {
            versions.append(versions.isEmpty() ? "" : ",")
                    .append("{\"status\": \"affected\", \"version\": \"%s\"}".formatted(value));
        }
        return "{\"product\": \"%s\", \"vendor\": \"VMware\", \"versions\": [%s]}"
                .formatted(product, versions);
    }

    /**
     * Since 2024: a field for each thing.
     *
     * @param versions each version, with a blank and the first fixed release behind it if there is
     *     one
     */
    public static String withFields(String cve, String... versions) {
        StringBuilder all = new StringBuilder();
        for (String each : versions) {
            String[] parts = each.split(" ");
            all.append(all.isEmpty() ? "" : ",")
                    .append(
                            parts.length == 1
                                    ? "{\"status\": \"affected\", \"version\": \"%s\"}"
                                            .formatted(parts[0])
                                    : """
                                    {"status": "affected", "version": "%s", "lessThan": "%s", \
                                    "versionType": "custom"}\
                                    """
                                            .formatted(parts[0], parts[1]));
        }
        return record(
                cve,
                """
                {"defaultStatus": "unaffected", "product": "VMware ESXi", "vendor": "n/a", "versions": [%s]}\
                """
                        .formatted(all),
                """
                , "metrics": [{"cvssV3_1": {"baseScore": 9.3, "baseSeverity": "CRITICAL"}}]\
                """);
    }

    /** A list of exploited vulnerabilities. */
    public static String exploited(String... cves) {
        StringBuilder entries = new StringBuilder();
        for (String cve : cves) {
            entries.append(entries.isEmpty() ? "" : ",")
                    .append(
                            """
                            {"cveID": "%s", "product": "Something", "vulnerabilityName": "Of %s", \
                            "dateAdded": "2024-07-30", "knownRansomwareCampaignUse": "Known"}\
                            """
                                    .formatted(cve, cve));
        }
        return """
        {"title": "Known", "catalogVersion": "2025.08.25", "dateReleased": "2025-08-25T17:04:19Z",
         "vulnerabilities": [%s]}
        """
                .formatted(entries);
    }
}
