package org.esxsync.sync.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.mirror.LostPatches;
import org.junit.jupiter.api.Test;

class WarningsTest {

    private static final EsxRelease ESXI_80 = EsxRelease.parse("esxi-8.0");
    private static final EsxRelease ESXI_70 = EsxRelease.parse("esxi-7.0");
    private static final String ADVICE =
            ", which no matcher claims; add one with conf/org.esxsync.matcher~NAME.cfg";

    private Planner planner = planner(KeepPolicy.EVERYTHING);

    private static Planner planner(KeepPolicy keep) {
        return new Planner(
                new PlanBasis(
                        new TreeSet<>(Set.of(ESXI_80)),
                        Map.of(),
                        Map.of(),
                        LostPatches.NONE,
                        keep,
                        FitPolicy.WARN));
    }

    private void add(Patch patch, EsxRelease... claims) {
        planner.add(patch, patch.key(), List.of(claims));
    }

    private static Patch unclaimed(String id, String... platforms) {
        Patch.Builder patch = Patch.builder("vendor", id, "depot");
        for (String each : platforms) {
            patch.platform(each, "9.1");
        }
        return patch.artifact(file(id)).build();
    }

    private static Artifact file(String id) {
        return new Artifact(new RelativePath(id), URI.create("http://d/" + id), 1, List.of());
    }

    private static Patch bulletin(String id, String version) {
        return Patch.builder("vendor", id, "depot")
                .artifact(file(id))
                .vib(
                        Vib.builder("V", "bootbank", "base", new VibVersion(version))
                                .file(new RelativePath(id))
                                .build())
                .build();
    }

    private static Patch notice(String id, Notice.Kind kind, List<String> ids, String resolves) {
        return Patch.builder("vendor", id, "depot")
                .kind(PatchKind.NOTICE)
                .notice(new Notice(kind, ids, List.of(), List.of(resolves), ""))
                .build();
    }

    @Test
    void patchesThatNoReleaseClaimsAreToldOncePerSource() {
        add(unclaimed("A", "embeddedEsx"));
        add(unclaimed("B", "embeddedEsx", "esxio"));
        add(unclaimed("C", "embeddedEsx"));
        add(bulletin("D", "1"), ESXI_70);

        assertEquals(
                List.of("source vendor: 3 patches are for embeddedEsx 9.1, esxio 9.1" + ADVICE),
                planner.warnings());
    }

    @Test
    void onePatchAndOneWithoutAPlatformAreToldInGoodEnglish() {
        add(unclaimed("A", "embeddedEsx"));
        assertEquals(
                List.of("source vendor: 1 patch is for embeddedEsx 9.1" + ADVICE),
                planner.warnings());

        planner = planner(KeepPolicy.EVERYTHING);
        add(unclaimed("A"));
        assertEquals(
                List.of(
                        "source vendor: 1 patch is for no platform that is named, so no matcher"
                                + " claims it"),
                planner.warnings());
    }

    @Test
    void ofManyPlatformsOnlyTheFirstAreNamed() {
        List<String> platforms = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            platforms.add("p" + i);
        }
        add(unclaimed("A", platforms.toArray(String[]::new)));

        assertTrue(
                planner.warnings()
                        .get(0)
                        .contains("p0 9.1, p1 9.1, p10 9.1, p100 9.1, p101 9.1" + " and 995 more"),
                planner.warnings()::toString);
    }

    @Test
    void whatIsIgnoredOrANoticeOrBehindABrokenMatcherIsNotToldAsUnclaimed() {
        planner = planner(KeepPolicy.EVERYTHING.ignoring(Set.of("A")));
        add(unclaimed("A", "embeddedEsx"));
        add(notice("N", Notice.Kind.INFO, List.of(), ""));
        assertEquals(List.of(), planner.warnings());

        add(unclaimed("B", "embeddedEsx"));
        planner.leaveOut(ESXI_80, unclaimed("B"), new IllegalStateException());
        assertEquals(List.of(), planner.warnings());
    }

    @Test
    void aRecallIsToldUntilANoticeResolvesIt() {
        add(bulletin("B", "1"), ESXI_80);
        add(notice("R", Notice.Kind.RECALL, List.of("B"), ""));
        assertEquals(
                List.of("source vendor recalls B by the notice R, and no fix is known yet"),
                planner.warnings());

        add(notice("F", Notice.Kind.RECALL_FIX, List.of(), "R"));
        assertEquals(List.of(), planner.warnings());
    }

    @Test
    void aLaterBulletinOfTheSameReleaseEndsARecallToo() {
        add(bulletin("B", "1"), ESXI_80);
        add(notice("R", Notice.Kind.RECALL, List.of("B"), ""));
        add(bulletin("OTHER-RELEASE", "2"), ESXI_70);
        assertEquals(1, planner.warnings().size());

        add(bulletin("LATER", "2"), ESXI_80);
        assertEquals(List.of(), planner.warnings());
    }

    @Test
    void aRecallOfWhatNobodyHasIsNotTold() {
        add(notice("R", Notice.Kind.RECALL, List.of("B"), ""));

        assertEquals(List.of(), planner.warnings());
    }
}
