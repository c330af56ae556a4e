package org.esxsync.serve.page.mirror;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.esxsync.api.OneLine;
import org.esxsync.api.Quantity;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.html.Moment;
import org.esxsync.serve.page.frame.Copying;
import org.esxsync.serve.page.frame.DepotUse;
import org.esxsync.serve.page.frame.Frame;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;
import org.jspecify.annotations.Nullable;

/** {@code /patch?id=…}: all that is known of a patch, and how a host takes it. */
public final class PatchPage {

    /** A page shows no more of a kind than this; the API has all. */
    private static final int MOST = 200;

    private static final int REVISIONS = 20;
    private static final int EVENTS = 50;
    private static final int SEARCHED_EVENTS = 20_000;
    private static final int LONGEST = 400;
    private static final String OTHER_ROOT = "http://MIRROR/";

    private final Supplier<MirrorCatalogue> catalogue;
    private final DepotUse depots;

    public PatchPage(Supplier<MirrorCatalogue> catalogue, DepotUse depots) {
        this.catalogue = catalogue;
        this.depots = depots;
    }

    /**
     * @throws UnknownPatchException if no source ever listed it
     */
    public String html(Visit visit) {
        String id = visit.whole("id");
        if (id.isBlank()) {
            throw new UnknownPatchException("");
        }
        List<PatchDetails> known = catalogue.get().show(id);
        Patch first = known.get(0).summary().patch();
        Html html = new Html();
        html.element("p", Words.of(first.kind()), "class", "kind");
        html.element("h1", first.id());
        int shown = 0;
        for (PatchDetails each : known.subList(0, Math.min(REVISIONS, known.size()))) {
            shown++;
            if (known.size() > 1) {
                html.element(
                        "h2",
                        "%d of %d: %s"
                                .formatted(shown, known.size(), each.summary().patch().source()));
            }
            revision(html, each, visit.root());
        }
        history(html, first.id());
        return Frame.page(visit, first.id(), html);
    }

    private void revision(Html html, PatchDetails details, String root) {
        PatchSummary summary = details.summary();
        Patch patch = summary.patch();
        if (!patch.title().equals(patch.id())) {
            html.element("p", patch.title(), "class", "lead");
        }
        warnings(html, details);
        facts(html, details);
        installation(html, details, root);
        files(html, details);
        vibs(html, patch);
    }

    private static void warnings(Html html, PatchDetails details) {
        PatchSummary summary = details.summary();
        List<String> warnings = new ArrayList<>();
        if (summary.recalled()) {
            warnings.add("Its publisher has recalled it: nobody should install it any more.");
        }
        if (!details.listed()) {
            warnings.add("Its source does not list it any more.");
        }
        warnings.addAll(details.warnings());
        if (!warnings.isEmpty()) {
            html.open("ul", "class", "health " + (summary.recalled() ? "bad" : "warn"));
            warnings.forEach(each -> html.element("li", OneLine.of(each, LONGEST)));
            html.close("ul");
        }
    }

    private static void facts(Html html, PatchDetails details) {
        PatchSummary summary = details.summary();
        Patch patch = summary.patch();
        html.open("dl", "class", "facts");
        Words.fact(html, "Released", Objects.toString(patch.releaseDate(), "unknown"));
        factUnlessEmpty(html, "Severity", patch.classification().severity());
        factUnlessEmpty(html, "Category", patch.classification().category());
        Words.fact(
                html,
                "Restart",
                switch (patch.reboot()) {
                    case REQUIRED -> "required";
                    case NOT_REQUIRED -> "not required";
                    case UNKNOWN -> "unknown";
                });
        Words.fact(html, "Size", summary.size() < 0 ? "unknown" : Quantity.bytes(summary.size()));
        Words.fact(html, "Published in", releases(summary.publishedIn(), "nothing"));
        Words.fact(html, "Claimed by", releases(summary.claimedBy(), "no release"));
        factUnlessEmpty(
                html,
                "For",
                patch.platforms().stream()
                        .map(Platform::toString)
                        .limit(MOST)
                        .collect(Collectors.joining(", ")));
        patches(html, "Superseded by", summary.supersededBy());
        patches(html, "Supersedes", patch.supersedes());
        Words.fact(html, "Source", patch.source());
        Words.factOf(html, "First listed", Moment.of(details.firstSeen()));
        Words.factOf(html, "Last listed", Moment.of(details.lastSeen()));
        publisherPage(html, patch.details());
        notice(html, patch.notice());
        html.close("dl");
    }

    private static void factUnlessEmpty(Html html, String name, String value) {
        if (!value.isEmpty()) {
            Words.fact(html, name, value);
        }
    }

    private static String releases(List<EsxRelease> releases, String otherwise) {
        return releases.isEmpty() ? otherwise : Words.releases(releases);
    }

    private static void patches(Html html, String name, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Html links = new Html();
        for (int i = 0; i < Math.min(MOST, ids.size()); i++) {
            links.text(i == 0 ? "" : ", ").append(Words.patch(ids.get(i)));
        }
        more(links, ids.size(), text -> links.text(", " + text));
        Words.factOf(html, name, links);
    }

    private static void more(Html html, int count, Consumer<String> show) {
        if (count > MOST) {
            show.accept("and %s more".formatted(Words.number(count - MOST)));
        }
    }

    /** Only an address that a browser opens as a page is a link. */
    private static void publisherPage(Html html, @Nullable URI details) {
        if (details == null) {
            return;
        }
        String text = RedactedLocation.of(details.toString());
        String scheme = String.valueOf(details.getScheme()).toLowerCase(Locale.ROOT);
        boolean isPage = scheme.equals("http") || scheme.equals("https");
        Words.factOf(
                html,
                "Publisher's page",
                isPage
                        ? new Html().element("a", text, "href", text, "rel", "noreferrer noopener")
                        : new Html().text(text));
    }

    private static void notice(Html html, @Nullable Notice notice) {
        if (notice == null) {
            return;
        }
        factUnlessEmpty(html, "Notice", notice.text());
        patches(html, "Recalls", notice.recalledBulletins());
        factUnlessEmpty(
                html,
                "Recalls the VIBs",
                notice.recalledVibs().stream().limit(MOST).collect(Collectors.joining(", ")));
    }

    private void installation(Html html, PatchDetails details, String root) {
        List<String> lines = new ArrayList<>();
        details.installation().forEach(each -> lines.add(each.replace(OTHER_ROOT, root)));
        Patch patch = details.summary().patch();
        for (EsxRelease release : details.summary().publishedIn()) {
            if (details.installation().isEmpty() && depots.hasDepot(release)) {
                lines.add(
                        patch.kind() == PatchKind.IMAGE_PROFILE
                                ? DepotUse.profileLine(release, patch.id(), root)
                                : DepotUse.vibLine(release, root));
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        html.element("h2", "Install it on a host");
        html.append(Copying.lines("Install it on a host", String.join("\n", lines)));
        if (details.installation().isEmpty() && patch.kind() != PatchKind.IMAGE_PROFILE) {
            html.element(
                    "p",
                    "This takes each VIB of the release's depot that is newer than the host's.",
                    "class",
                    "note");
        }
    }

    private static void files(Html html, PatchDetails details) {
        Patch patch = details.summary().patch();
        if (patch.artifacts().isEmpty()) {
            return;
        }
        html.element("h2", "Files");
        Map<RelativePath, VerifiedArtifact> verified =
                details.verified().stream()
                        .collect(
                                Collectors.toMap(
                                        VerifiedArtifact::path,
                                        Function.identity(),
                                        (one, other) -> other));
        Html rows = new Html();
        patch.artifacts().stream()
                .limit(MOST)
                .forEach(each -> file(rows, each, verified.get(each.path())));
        html.append(Words.table("Files", rows, "File", "number:Size", "Digests", "Checked"));
        more(html, patch.artifacts().size(), text -> html.element("p", text, "class", "note"));
    }

    private static void file(Html rows, Artifact artifact, @Nullable VerifiedArtifact verified) {
        rows.open("tr");
        rows.open("th", "scope", "row").text(artifact.path().toString());
        rows.element("span", RedactedLocation.of(artifact.location().toString()), "class", "sub");
        rows.close("th");
        long size = verified == null ? artifact.expectedSize() : verified.size();
        rows.element("td", size < 0 ? "unknown" : Quantity.bytes(size), "class", "number");
        rows.open("td");
        artifact.digests()
                .forEach(
                        each ->
                                digest(
                                        rows,
                                        each.algorithm().standardName() + " as published",
                                        each.hex()));
        if (verified != null && artifact.sha256().isEmpty()) {
            digest(rows, "SHA-256 of our own", verified.sha256());
        }
        rows.close("td");
        rows.open("td");
        if (verified == null) {
            rows.text("not downloaded");
        } else if (verified.checked().isEmpty()) {
            rows.append(Words.badge("nothing to compare with", "warn"));
        } else {
            rows.append(Words.badge("as published", "good"));
        }
        rows.close("td").close("tr");
    }

    private static void digest(Html rows, String name, String hex) {
        rows.open("div", "class", "digest").element("span", name).element("code", hex).close("div");
    }

    private static void vibs(Html html, Patch patch) {
        if (patch.vibs().isEmpty()) {
            return;
        }
        html.element("h2", "VIBs");
        Html rows = new Html();
        patch.vibs().stream().limit(MOST).forEach(each -> vib(rows, each));
        html.append(Words.table("VIBs", rows, "VIB", "Version", "Vendor", "Acceptance level"));
        more(html, patch.vibs().size(), text -> html.element("p", text, "class", "note"));
    }

    private static void vib(Html rows, Vib vib) {
        rows.open("tr");
        rows.element("th", vib.name(), "scope", "row");
        rows.element("td", vib.version().toString());
        rows.element("td", vib.vendor());
        rows.element("td", Words.of(vib.acceptanceLevel()).toLowerCase(Locale.ROOT));
        rows.close("tr");
    }

    private void history(Html html, String id) {
        List<HistoryEntry> all = catalogue.get().history(SEARCHED_EVENTS);
        List<HistoryEntry> own = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && own.size() < EVENTS; i--) {
            var patch = all.get(i).event().patch();
            if (patch != null && patch.id().equals(id)) {
                own.add(all.get(i));
            }
        }
        html.element("h2", "History");
        if (own.isEmpty()) {
            html.element(
                    "p", "Nothing among the newest %s events.".formatted(Words.number(all.size())));
        } else {
            html.append(HistoryPage.table(own));
        }
    }
}
