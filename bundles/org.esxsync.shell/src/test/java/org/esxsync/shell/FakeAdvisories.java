package org.esxsync.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.PatchedFix;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/** Tells what a test told it; a patch closes what names its id as the fix. */
final class FakeAdvisories implements Advisories, KnownVulnerabilities {

    final List<Vulnerability> all = new ArrayList<>();
    final List<AdvisoryPlace> places = new ArrayList<>();
    final List<PatchSummary> patches = new ArrayList<>();
    boolean knowsExploited;
    @Nullable EsxSyncException problem;

    @Override
    public boolean isConfigured() {
        return true;
    }

    @Override
    public KnownVulnerabilities read() {
        if (problem != null) {
            throw problem;
        }
        return this;
    }

    @Override
    public List<VulnerabilityDetails> details(List<Vulnerability> vulnerabilities) {
        return vulnerabilities.stream()
                .map(
                        each ->
                                new VulnerabilityDetails(
                                        each,
                                        each.fixes().stream()
                                                .map(
                                                        fix ->
                                                                new PatchedFix(
                                                                        fix,
                                                                        fix.fixedIn() == null
                                                                                ? List.of()
                                                                                : patches))
                                                .toList()))
                .toList();
    }

    @Override
    public List<Vulnerability> all() {
        return List.copyOf(all);
    }

    @Override
    public Optional<Vulnerability> find(String cve) {
        return all.stream()
                .filter(each -> each.cve().equals(cve.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    @Override
    public List<Vulnerability> closedBy(Patch patch) {
        return all.stream()
                .filter(
                        each ->
                                each.fixes().stream()
                                        .anyMatch(
                                                fix ->
                                                        fix.fixedIn() != null
                                                                && fix.fixedIn()
                                                                        .text()
                                                                        .equals(patch.id())))
                .toList();
    }

    @Override
    public boolean knowsExploited() {
        return knowsExploited;
    }

    @Override
    public List<AdvisoryPlace> places() {
        return List.copyOf(places);
    }
}
