package org.esxsync.serve.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters of {@code /api/patches} and {@code /api/changes}. */
class PatchQuestionTest {

    private static final EsxRelease EIGHT = EsxRelease.parse("esxi-8.0");
    private static final EsxRelease SEVEN = EsxRelease.parse("esxi-7.0");
    private static final Instant SEEN = Instant.parse("2026-03-01T23:30:00Z");

    private final Patch first =
            patch("NET-1", "Network driver", "security", LocalDate.of(2026, 1, 31));
    private final Patch second = patch("NET-2", "Fixes the network", "bugfix", null);
    private final Patch third = patch("RAID-1", "Storage", "security", LocalDate.of(2020, 5, 6));
    private final List<String> asked = new ArrayList<>();

    private final MirrorCatalogue catalogue =
            (MirrorCatalogue)
                    Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {MirrorCatalogue.class},
                            (proxy, method, arguments) -> answer(method.getName(), arguments));

    private static Patch patch(String id, String title, String category, LocalDate released) {
        return Patch.builder("vendor", id, "depot")
                .title(title)
                .releaseDate(released)
                .classification(new Classification(category, "critical"))
                .build();
    }

    @SuppressWarnings("unchecked")
    private Object answer(String method, Object... arguments) {
        return switch (method) {
            case "patches" -> {
                asked.add(String.valueOf(arguments[0]));
                yield listed((Predicate<CataloguedPatch>) arguments[1]);
            }
            case "missing" ->
                    Map.of(second.key(), List.of(SEVEN), third.key(), List.of(SEVEN, EIGHT));
            case "lastChanges" -> changes(8);
            case "changesAfter" -> {
                asked.add("after " + arguments[0]);
                yield changes(Math.min(9, (long) arguments[0]));
            }
            case "changesSince" -> {
                asked.add("since " + arguments[0]);
                yield changes(7);
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private List<PatchSummary> listed(Predicate<CataloguedPatch> isWanted) {
        return List.of(first, second, third).stream()
                .filter(each -> isWanted.test(new CataloguedPatch(each, SEEN, SEEN, true)))
                .map(this::summary)
                .toList();
    }

    /** The first is published for ESXi 8.0, and nothing claims the third. */
    private PatchSummary summary(Patch patch) {
        return new PatchSummary(
                patch,
                patch.equals(third) ? List.of() : List.of(EIGHT),
                patch.equals(first) ? List.of(EIGHT) : List.of(),
                patch.knownSize());
    }

    private MirrorChanges changes(long event) {
        return new MirrorChanges(
                event,
                SEEN,
                List.of(
                        change(PatchChange.Kind.REPLACED, first.key()),
                        change(PatchChange.Kind.REMOVED, third.key())));
    }

    private static PatchChange change(PatchChange.Kind kind, PatchKey patch) {
        return new PatchChange(kind, patch, "vendor", List.of(EIGHT), SEEN, "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                           | NET-1 NET-2 RAID-1",
                "words=net  DRIVER           | NET-1",
                "words=network               | NET-1 NET-2",
                "severity=Critical           | NET-1 NET-2 RAID-1",
                "severity=moderate           | -",
                "category=SECURITY           | NET-1 RAID-1",
                "since=2026-01-31            | NET-1 NET-2",
                "since=2026-03-01            | NET-2",
                "since=2026-03-02            | -",
                "since=last                  | NET-1",
                "published=true              | NET-1",
                "published=true&release=7.0  | -",
                "published=true&release=8.0  | NET-1",
                "published=false             | NET-1 NET-2 RAID-1",
                "unclaimed=true              | RAID-1",
                "missing=true                | NET-2 RAID-1",
                "missing=true&release=8.0    | RAID-1",
                "notices=true                | -",
                "latest=true                 | NET-1 NET-2 RAID-1"
            })
    void eachParameterNarrowsIt(String query, String ids) {
        assertEquals(ids == null ? "" : ids, ids(query == null ? "" : query, patch -> true));
    }

    private String ids(String query, Predicate<Patch> closes) {
        Map<String, String> values = new TreeMap<>();
        for (String each : query.isEmpty() ? new String[0] : query.split("&")) {
            values.put(each.split("=")[0], each.split("=")[1]);
        }
        return String.join(
                " ",
                new PatchQuestion(catalogue, new Parameters(values), closes)
                        .answer().stream().map(each -> each.patch().id()).toList());
    }

    @Test
    void whatClosesAVulnerabilityIsTheRest() {
        assertEquals("NET-2", ids("release=8.0", second::equals));
        assertEquals(List.of("8.0"), asked);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, since 2026-01-31T00:00:00Z",
        "2026-01-31T02:30, since 2026-01-31T02:30:00Z",
        "2026-01-31T02:30:00Z, since 2026-01-31T02:30:00Z",
        "2026-01-31T02:30:00+01:00, since 2026-01-31T01:30:00Z",
        "0, after 0",
        "9, after 9"
    })
    void changesAreAskedAsByDiff(String since, String expected) {
        ChangesQuestion.ask(catalogue, since);

        assertEquals(List.of(expected), asked);
    }

    @Test
    void changesAreThoseOfTheLastSyncUnlessAnotherTimeIsGiven() {
        assertEquals(8, ChangesQuestion.ask(catalogue, "").event());
        assertEquals(8, ChangesQuestion.ask(catalogue, "last").event());
    }
}
