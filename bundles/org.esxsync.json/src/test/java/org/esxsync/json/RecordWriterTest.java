package org.esxsync.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.MirrorHealth;
import org.junit.jupiter.api.Test;

class RecordWriterTest {

    private final JsonWriter writer = new RecordWriter();
    private final Map<String, String> written =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("releases", writer.releases(Samples.RELEASES)),
                            Map.entry("sources", writer.sources(Samples.SOURCES)),
                            Map.entry("added", writer.added(Samples.ADDED)),
                            Map.entry(
                                    "configurations",
                                    writer.configurations(Samples.CONFIGURATIONS)),
                            Map.entry("patches", writer.patches(Samples.PATCHES)),
                            Map.entry("show", writer.details(Samples.DETAILS)),
                            Map.entry("show-depot", writer.details(Samples.DEPOT_DETAILS)),
                            Map.entry("history", writer.history(Samples.HISTORY)),
                            Map.entry("changes", writer.changes(Samples.CHANGES)),
                            Map.entry(
                                    "ledger",
                                    writer.ledgerCheck(
                                            new LedgerCheck(
                                                    7, new HistoryBreak(3, "it is missing")))),
                            Map.entry("ledger-copy", writer.ledgerCopy(Samples.LEDGER_COPY)),
                            Map.entry("mirrors", writer.mirrors(Samples.MIRRORS)),
                            Map.entry("plan", writer.plan(Samples.PLAN)),
                            Map.entry("report", writer.report(Samples.REPORT, null, "")),
                            Map.entry("status", writer.status(Samples.TROUBLED)),
                            Map.entry("status-empty", writer.status(Samples.EMPTY)),
                            Map.entry("health", health()),
                            Map.entry("health-unknown", unknownHealth()),
                            Map.entry("verification", writer.verification(Samples.VERIFICATION)),
                            Map.entry("pruning", writer.pruning(Samples.PRUNING, true)),
                            Map.entry("export", export()),
                            Map.entry(
                                    "cve",
                                    writer.vulnerabilities(
                                            AdvisorySamples.DETAILS, AdvisorySamples.PLACES)),
                            Map.entry(
                                    "cve-unknown", writer.vulnerabilities(List.of(), List.of()))));

    private String health() {
        return writer.health(MirrorHealth.of(Samples.EMPTY, Instant.EPOCH, null), Samples.EMPTY);
    }

    private String unknownHealth() {
        return writer.health(MirrorHealth.unknown("the ledger is damaged"), null);
    }

    private String export() {
        return Stream.concat(
                        Samples.HISTORY.stream().map(writer::eventLine),
                        Samples.DETAILS.stream().map(writer::patchLine))
                .collect(Collectors.joining("\n"));
    }

    /** Programs of others read it: a file of the resources changes by additions alone. */
    @Test
    void everyRecordIsWrittenAsItAlwaysWas() throws IOException {
        for (Map.Entry<String, String> each : written.entrySet()) {
            assertEquals(expected(each.getKey()), each.getValue() + "\n", each.getKey());
        }
    }

    private static String expected(String name) throws IOException {
        try (InputStream in = RecordWriterTest.class.getResourceAsStream(name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("KNOWN-REVISION", Samples.KNOWN.revision())
                    .replace("BARE-REVISION", Samples.BARE.revision())
                    .replace("BULLETIN-REVISION", Samples.BULLETIN.revision())
                    .replace("PROFILE-REVISION", Samples.PROFILE.revision())
                    .replace("NOTICE-REVISION", Samples.NOTICE.revision());
        }
    }

    @Test
    void everyFieldIsDocumented() throws IOException {
        String document = Files.readString(Path.of("JSON.md"));
        Set<String> fields =
                Pattern.compile("\"([^\"]*)\": ")
                        .matcher(String.join("\n", written.values()))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
        assertTrue(fields.containsAll(Set.of("sha256", "lastError", "outcome")), fields.toString());
        fields.forEach(field -> assertTrue(document.contains("`" + field + "`"), field));
    }
}
