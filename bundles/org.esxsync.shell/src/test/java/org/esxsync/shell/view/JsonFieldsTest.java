package org.esxsync.shell.view;

import static org.esxsync.shell.view.Samples.ESX_301;
import static org.esxsync.shell.view.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.shell.terminal.Result;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {

    private final Patch patch = Samples.patch("ESX-1", Artifact.UNKNOWN_SIZE, "Fixes the clock");

    @Test
    void aPatchHasItsFieldsInOrder() {
        assertEquals(
                """
                {
                  "patches": [
                    {
                      "id": "ESX-1",
                      "revision": "%s",
                      "source": "vmware",
                      "format": "vi3",
                      "title": "Fixes the clock",
                      "releaseDate": "2007-03-29",
                      "category": "security",
                      "severity": "",
                      "reboot": "required",
                      "details": "http://patches.example/ESX-1.html",
                      "supersedes": [
                        "ESX-1000039"
                      ],
                      "platforms": [
                        {
                          "product": "VMware ESX Server",
                          "version": "3.0.1"
                        }
                      ],
                      "artifacts": [
                        {
                          "path": "ESX-1.tgz",
                          "location": "http://patches.example/ESX-1.tgz",
                          "size": null,
                          "approximateSize": null,
                          "digests": [
                            {
                              "algorithm": "MD5",
                              "value": "0123456789abcdef0123456789abcdef"
                            }
                          ]
                        }
                      ],
                      "claimedBy": [
                        "esx-3.0.1"
                      ],
                      "publishedIn": [],
                      "bytes": null
                    }
                  ]
                }\
                """
                        .formatted(patch.revision()),
                Json.write(
                        Listings.patches(
                                        List.of(
                                                Samples.summary(
                                                        patch, List.of(ESX_301), List.of())),
                                        "")
                                .json()));
    }

    @Test
    void everyFieldIsDocumented() throws IOException {
        String document = Files.readString(Path.of("JSON.md"));
        Set<String> fields = new TreeSet<>();
        shown().forEach(each -> collect(each.json(), fields));
        assertTrue(fields.containsAll(Set.of("sha256", "lastError", "outcome")), fields.toString());
        fields.forEach(field -> assertTrue(document.contains("`" + field + "`"), field));
    }

    private List<Result> shown() {
        Event event = Event.ofSource(NOON, Event.Kind.SOURCE_FAILED, "vmware", "no route");
        SourceSummary source = new SourceSummary("vmware", "http://x", 1, null);
        SourceFailure failure = new SourceFailure("vmware", "no route");
        SyncPlan plan =
                new SyncPlan(
                        Samples.plan(patch).patches(),
                        List.of(Samples.outcome(Outcome.PRESENT, "ESX-0", "")),
                        List.of(failure),
                        new DiskSpace(0, 1));
        return List.of(
                Listings.releases(List.of(new ReleaseSummary(ESX_301, "m", 1, 1, 0))),
                Listings.sources(List.of(source)),
                new PatchSheet(List.of(Samples.details(patch))),
                Listings.history(List.of(new HistoryEntry(1, event))),
                new PlanView(plan),
                new ReportView(Samples.report(List.of(), List.of(failure))),
                new StatusView(Samples.troubledMirror("x"), NOON));
    }

    private static void collect(Object value, Set<String> fields) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (name, each) -> {
                        fields.add(name.toString());
                        collect(each, fields);
                    });
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(each -> collect(each, fields));
        }
    }
}
