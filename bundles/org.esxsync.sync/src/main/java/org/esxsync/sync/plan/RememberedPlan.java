package org.esxsync.sync.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.mirror.FirstFiles;
import org.jspecify.annotations.Nullable;

/**
 * A plan without any work as a text: a line for each warning, file and settled patch, its kind
 * first, with tabs between its parts; files and patches come behind the line of their release.
 *
 * @param plan the plan, which has nothing but settled patches and warnings
 * @param files what must be in the mirror
 */
record RememberedPlan(Plan plan, FirstFiles files) {

    private static final String WARNING = "warning";
    private static final String RELEASE = "release";
    private static final String FILE = "file";
    private static final char TAB = '\t';
    private static final char END = '\n';

    /** Nothing if a part of it has a character that such a text cannot hold. */
    Optional<String> text() {
        Lines lines = new Lines();
        plan.warnings().forEach(each -> lines.add(WARNING, each));
        files.byRelease()
                .forEach(
                        (release, paths) -> {
                            lines.begin(release);
                            paths.forEach(each -> lines.add(FILE, each.value()));
                        });
        for (Settled each : plan.settled()) {
            PatchOutcome outcome = each.outcome();
            EsxRelease release = outcome.release();
            if (release == null || !outcome.patch().equals(each.key().id())) {
                return Optional.empty();
            }
            lines.begin(release);
            lines.add(
                    outcome.outcome().name(),
                    each.key().id(),
                    each.key().revision(),
                    outcome.source(),
                    outcome.detail());
        }
        return lines.text();
    }

    private static final class Lines {

        private final StringBuilder text = new StringBuilder();
        private @Nullable EsxRelease release;
        private boolean isUsable = true;

        void begin(EsxRelease next) {
            if (!next.equals(release)) {
                add(RELEASE, next.toString());
                release = next;
            }
        }

        void add(String kind, String... parts) {
            text.append(kind);
            for (String part : parts) {
                isUsable &= part.chars().noneMatch(Character::isISOControl);
                text.append(TAB).append(part);
            }
            text.append(END);
        }

        Optional<String> text() {
            return isUsable ? Optional.of(text.toString()) : Optional.empty();
        }
    }

    /** Reads what {@link #text} wrote. */
    static RememberedPlan parse(String text) {
        Reading reading = new Reading();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(END, start);
            reading.line(text, start, end);
            start = end + 1;
        }
        return reading.plan();
    }

    private static final class Reading {

        private final List<String> warnings = new ArrayList<>();
        private final List<Settled> settled = new ArrayList<>();
        private final Map<EsxRelease, List<RelativePath>> files = new TreeMap<>();
        private final Map<String, Outcome> outcomes = new HashMap<>();
        private final Map<String, String> sources = new HashMap<>();
        private List<RelativePath> ofRelease = List.of();
        private @Nullable EsxRelease release;

        Reading() {
            for (Outcome each : Outcome.values()) {
                outcomes.put(each.name(), each);
            }
        }

        void line(String text, int start, int end) {
            int tab = text.indexOf(TAB, start);
            String kind = text.substring(start, tab);
            String rest = text.substring(tab + 1, end);
            switch (kind) {
                case WARNING -> warnings.add(rest);
                case RELEASE -> {
                    release = EsxRelease.parse(rest);
                    ofRelease = files.computeIfAbsent(release, each -> new ArrayList<>());
                }
                case FILE -> ofRelease.add(new RelativePath(rest));
                default -> settle(outcomes.get(kind), rest);
            }
        }

        private void settle(@Nullable Outcome outcome, String rest) {
            if (outcome == null) {
                throw new IllegalArgumentException("no outcome: " + rest);
            }
            int id = rest.indexOf(TAB);
            int revision = rest.indexOf(TAB, id + 1);
            int source = rest.indexOf(TAB, revision + 1);
            PatchKey key = new PatchKey(rest.substring(0, id), rest.substring(id + 1, revision));
            settled.add(
                    new Settled(
                            key,
                            new PatchOutcome(
                                    key.id(),
                                    sources.computeIfAbsent(
                                            rest.substring(revision + 1, source), name -> name),
                                    release,
                                    outcome,
                                    rest.substring(source + 1))));
        }

        RememberedPlan plan() {
            return new RememberedPlan(
                    new Plan(List.of(), Set.of(), settled, List.of(), warnings, true, true),
                    new FirstFiles(new TreeMap<>(files)));
        }
    }
}
