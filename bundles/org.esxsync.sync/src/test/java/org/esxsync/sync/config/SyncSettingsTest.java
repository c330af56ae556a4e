package org.esxsync.sync.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;

class SyncSettingsTest {

    private record Config(
            String mirror,
            String[] releases,
            int parallel,
            String durability,
            String keep,
            String[] minimum_acceptance,
            String unfit,
            int removedHours,
            String... ignore)
            implements SyncConfig {

        static Config of(String durability, String keep, String... releases) {
            return new Config(
                    "",
                    releases,
                    4,
                    durability,
                    keep,
                    new String[] {"none"},
                    "warn",
                    24,
                    "A, B@1f",
                    "C");
        }

        static Config ofFit(String minimum, String unfit) {
            return new Config(
                    "", new String[0], 4, "full", "all", new String[] {minimum}, unfit, 24);
        }

        static Config ofRemoved(int hours) {
            return new Config(
                    "", new String[0], 4, "full", "all", new String[] {"none"}, "warn", hours);
        }

        @Override
        public String ledger() {
            return "";
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public String nodes() {
            return "single";
        }

        @Override
        public String ledger_read() {
            return "";
        }

        @Override
        public String ledger_user() {
            return "";
        }

        @Override
        public String ledger_password() {
            return "";
        }

        @Override
        public int removed_hours() {
            return removedHours;
        }

        @Override
        public String executable() {
            return "keep";
        }

        @Override
        public String state_group() {
            return "";
        }

        @Override
        public String schedule() {
            return "";
        }

        @Override
        public int jitter() {
            return 0;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return SyncConfig.class;
        }
    }

    @Test
    void whatAnIndexHasLeftStaysForUpToAYear() {
        assertEquals(
                Duration.ofHours(24), SyncSettings.of(Config.ofRemoved(24), null).formerStay());
        assertEquals(Duration.ZERO, SyncSettings.of(Config.ofRemoved(0), null).formerStay());
        for (int hours : List.of(-1, 8761)) {
            ConfigurationException refused =
                    assertThrows(
                            ConfigurationException.class,
                            () -> SyncSettings.of(Config.ofRemoved(hours), null));
            assertTrue(refused.getMessage().contains("removed.hours"), refused.getMessage());
        }
    }

    @Test
    void releasesInOneLineAreParted() {
        SyncSettings settings =
                SyncSettings.of(Config.of("full", "all", "esx-3.0.1, esxi-8.0", "esxi-9.0"), null);

        assertEquals(List.of("esx-3.0.1", "esxi-8.0", "esxi-9.0"), settings.releases());
    }

    @Test
    void theDefaultMirrorIsForThoseWhoNameNone() {
        SyncSettings none = SyncSettings.of(Config.of("full", "all"), null);
        SyncSettings one = SyncSettings.of(Config.of("full", "all"), "/srv/mirror");

        assertEquals(Path.of("/var/lib/m"), none.orMirror("/var/lib/m").mirror());
        assertEquals(Path.of("/srv/mirror"), one.orMirror("/var/lib/m").mirror());
        assertThrows(ConfigurationException.class, () -> none.orMirror(null).requireMirror());
    }

    private static Config ofMirror(String mirror) {
        return new Config(
                mirror, new String[0], 4, "full", "all", new String[] {"none"}, "warn", 24);
    }

    @Test
    void aMirrorAtHomeIsFoundFromAnyDirectory() {
        String home = System.getProperty("user.home");

        assertEquals(Path.of(home, "m"), SyncSettings.of(ofMirror(" ~/m "), null).mirror());
        assertEquals(Path.of(home), SyncSettings.of(ofMirror("~"), null).mirror());
    }

    @Test
    void aMirrorThatDependsOnTheWorkingDirectoryIsRefused() {
        for (String mirror : List.of("mirror", "./mirror", "~other/mirror")) {
            assertTrue(
                    assertThrows(
                                    ConfigurationException.class,
                                    () -> SyncSettings.of(ofMirror(mirror), null))
                            .getMessage()
                            .contains("use an absolute path"));
            assertEquals(Path.of("/srv/m"), SyncSettings.of(ofMirror(mirror), "/srv/m").mirror());
        }
    }

    @Test
    void aReleaseThatNobodyKnowsIsToldWithItsKey() {
        EsxRelease known = EsxRelease.parse("esx-3.0.1");
        SyncSettings right = SyncSettings.of(Config.of("full", "all", "3.0.1"), null);
        SyncSettings wrong = SyncSettings.of(Config.of("full", "all", "esx-9.9"), null);

        assertEquals(Set.of(known), right.wanted(List.of(known)));
        ConfigurationException problem =
                assertThrows(ConfigurationException.class, () -> wrong.wanted(List.of(known)));
        assertTrue(
                problem.getMessage().startsWith("org.esxsync.sync: releases=esx-9.9 cannot be"),
                problem.getMessage());
        assertTrue(problem.getMessage().contains("use one of esx-3.0.1"), problem.getMessage());
    }

    @Test
    void aReleaseThatNobodyKnowsIsReportedAndTheOthersStay() {
        EsxRelease known = EsxRelease.parse("esx-3.0.1");
        EsxRelease other = EsxRelease.parse("esxi-4.0");
        List<String> problems = new ArrayList<>();
        SyncSettings some = SyncSettings.of(Config.of("full", "all", "esx-9.9, 3.0.1"), null);
        SyncSettings none = SyncSettings.of(Config.of("full", "all"), null);

        assertEquals(
                Set.of(known),
                some.wanted(List.of(known, other), problem -> problems.add(problem.getMessage())));
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("releases=esx-9.9"), problems::toString);
        assertEquals(Set.of(known, other), none.wanted(List.of(known, other)));
    }

    @Test
    void ignoredPatchesAreNamedWithOrWithoutTheirRevision() {
        KeepPolicy keep = SyncSettings.of(Config.of("full", "3"), null).keep();

        assertTrue(keep.isIgnored(new PatchKey("A", "00")));
        assertTrue(keep.isIgnored(new PatchKey("B", "1f")));
        assertFalse(keep.isIgnored(new PatchKey("B", "20")));
        assertFalse(keep.isAll());
    }

    @Test
    void durabilityAndWhatIsKeptAreReadInAnyCase() {
        SyncSettings settings = SyncSettings.of(Config.of(" Relaxed", "ALL"), null);

        assertEquals(Durability.RELAXED, settings.durability());
        assertTrue(settings.keep().isAll());
    }

    @Test
    void whatHostsMayRefuseIsPublishedUnlessTheConfigurationSaysOtherwise() {
        assertEquals(FitPolicy.WARN, SyncSettings.of(Config.of("full", "all"), null).fit());
        assertEquals(
                new FitPolicy(AcceptanceLevel.PARTNER, Map.of(), true),
                SyncSettings.of(Config.ofFit(" Partner", "REFUSE "), null).fit());
    }

    @Test
    void aReleaseMayDemandAnotherAcceptanceLevelThanTheOthers() {
        FitPolicy fit =
                SyncSettings.of(
                                Config.ofFit("partner, esxi-8.0 : Accepted,esxi-6.7:none", "warn"),
                                null)
                        .fit();

        assertEquals(AcceptanceLevel.PARTNER, fit.minimum(EsxRelease.parse("esxi-7.0")));
        assertEquals(AcceptanceLevel.ACCEPTED, fit.minimum(EsxRelease.parse("esxi-8.0")));
        assertEquals(AcceptanceLevel.UNKNOWN, fit.minimum(EsxRelease.parse("esxi-6.7")));
    }

    @Test
    void anAcceptanceLevelOfAReleaseThatNobodyKnowsIsAnError() {
        SyncSettings settings = SyncSettings.of(Config.ofFit("esxi-8.1:partner", "warn"), null);
        List<EsxRelease> known = List.of(EsxRelease.parse("esxi-8.0"));

        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> settings.wanted(known));

        assertEquals("minimum.acceptance", refused.key());
    }

    @Test
    void whatCannotBeUsedIsNamedWithItsKey() {
        for (Config wrong :
                List.of(
                        Config.of("none", "all"),
                        Config.of("full", "few"),
                        Config.ofFit("high", "warn"),
                        Config.ofFit("", "warn"),
                        Config.ofFit("esxi-8.0:high", "warn"),
                        Config.ofFit("the newest:partner", "warn"),
                        Config.ofFit("none", "ignore"))) {
            ConfigurationException refused =
                    assertThrows(ConfigurationException.class, () -> SyncSettings.of(wrong, null));
            assertTrue(
                    List.of("durability", "keep", "minimum.acceptance", "unfit")
                            .contains(refused.key()),
                    refused.getMessage());
        }
    }

    private static SyncSettings ofNodes(String nodes, String ledger) {
        return SyncSettings.of(
                TypedConfiguration.of(SyncConfig.class, Map.of("nodes", nodes, "ledger", ledger)),
                null);
    }

    @Test
    void nodesShareDownloadsOnlyByADatabase() {
        String database = "jdbc:postgresql://db.example/esxsync";
        assertTrue(ofNodes(" shared", database).sharesDownloads());
        assertFalse(ofNodes("single", database).sharesDownloads());
        assertFalse(ofNodes("single", "").sharesDownloads());
        for (String wrong : List.of("shared", "many", "")) {
            String ledger = wrong.equals("shared") ? " " : database;
            ConfigurationException refused =
                    assertThrows(ConfigurationException.class, () -> ofNodes(wrong, ledger));
            assertEquals("nodes", refused.key());
        }
    }
}
