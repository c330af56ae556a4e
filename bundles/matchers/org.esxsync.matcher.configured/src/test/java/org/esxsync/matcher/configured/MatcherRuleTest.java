package org.esxsync.matcher.configured;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;
import static org.esxsync.matcher.testkit.SamplePatches.bulletinFor;
import static org.esxsync.matcher.testkit.SamplePatches.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherRuleTest {

    private static final String PID = "org.esxsync.matcher~esxi91";

    @ParameterizedTest
    @CsvSource({
        "9.1,9.1",
        "9.1,9.1.0",
        "9.1,9.1.1",
        "9.1,9.1.0.0101",
        "9.1,9.1.1-24449057",
        "9.1,9.1*",
        "9.1,9.*",
        "9.1,*",
        "9.1.*,9.1",
        "9.1.*,9.1.0.0101",
        "9.1.*,9.*",
        "9.*,9.1",
        "9.*,9.*",
    })
    void claimsWhatIsForItsVersions(String pattern, String version) {
        assertTrue(rule("esxi-9.1", pattern, "").matches(bulletin("x", version)));
    }

    @ParameterizedTest
    @CsvSource({"9.1,9.0", "9.1,9.10", "9.1,9", "9.1,1.9.1", "9.1.*,9.2", "9.1.*,8.*", "9.1,''"})
    void declinesWhatIsForOthers(String pattern, String version) {
        assertFalse(rule("esxi-9.1", pattern, "").matches(bulletin("x", version)));
    }

    @Test
    void looksAtTheProductToo() {
        MatcherRule rule = rule("esxi-9.1", "9.1", "");
        assertTrue(rule.matches(bulletinFor("EMBEDDEDESX", "x", "9.1")));
        assertFalse(rule.matches(bulletinFor("esxio", "x", "9.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"esxio", "armEsx"})
    void aProductOfItsOwnIsClaimedByItsName(String product) {
        MatcherRule rule =
                MatcherRule.of(PID, new SampleConfig(product + "-9.1", product, "9.1", "", 0));

        assertTrue(rule.matches(bulletinFor(product, "x", "9.1.0")));
        assertFalse(rule.matches(bulletin("x", "9.1.0")));
        assertEquals(product.toLowerCase(Locale.ROOT) + "-9.1", rule.release().toString());
    }

    @Test
    void claimsAnIdWhateverItSaysItIsFor() {
        MatcherRule rule = rule("esxi-8.0", "8.0", "ghettoVCB|ESXi80.*");
        assertTrue(rule.matches(bulletin("ghettoVCB", "5.*")));
        assertTrue(rule.matches(named("ESXi80U3-1")));
        assertTrue(rule.matches(bulletin("x", "8.0.0")));
        assertFalse(rule.matches(bulletin("ghettoVCB-2", "5.*")));
    }

    @Test
    void needsNoVersionWhereAnIdIsGiven() {
        assertFalse(rule("esxi-8.0", "", "x.*").matches(bulletin("y", "8.0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9.1", "esxi-", "esxi-9.x", "../9.1"})
    void namesThePidAndKeyOfAReleaseThatIsNone(String release) {
        assertEquals("release", wrong(release, "embeddedEsx", "9.1", "").key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.x", "*", "9.*.1", "9.", ".9", "9..1", "[9]"})
    void namesThePidAndKeyOfAVersionThatIsNone(String version) {
        ConfigurationException problem = wrong("esxi-9.1", "embeddedEsx", version, "");
        assertEquals("version", problem.key());
        assertTrue(problem.getMessage().startsWith(PID + ": version=" + version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ESXi9[", "(", "*", "a{2,1}"})
    void namesThePidAndKeyOfAnIdPatternThatIsNone(String id) {
        ConfigurationException problem = wrong("esxi-9.1", "embeddedEsx", "", id);
        assertEquals("id", problem.key());
        assertEquals(PID, problem.pid());
        assertEquals(1, problem.getMessage().lines().count(), problem.getMessage());
    }

    @Test
    void wantsAProductAndAPattern() {
        assertEquals("product", wrong("esxi-9.1", " ", "9.1", "").key());
        assertEquals("version", wrong("esxi-9.1", "embeddedEsx", " ", "").key());
    }

    private static ConfigurationException wrong(
            String release, String product, String version, String id) {
        SampleConfig config = new SampleConfig(release, product, version, id, 0);
        return assertThrows(ConfigurationException.class, () -> MatcherRule.of(PID, config));
    }

    private static MatcherRule rule(String release, String version, String id) {
        return MatcherRule.of(PID, new SampleConfig(release, "embeddedEsx", version, id, 0));
    }
}
