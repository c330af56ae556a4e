package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.esxsync.api.patch.VibRelation.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VibRelationTest {

    @ParameterizedTest
    @CsvSource({
        "<<, true, false, false",
        "<=, true, true, false",
        "=, false, true, false",
        ">=, false, true, true",
        ">>, false, false, true",
    })
    void anOperatorMeansItsVersions(String symbol, boolean lower, boolean same, boolean higher) {
        VibRelation relation = relation(symbol, "6.7.0-1.10");

        assertEquals(lower, relation.matches("esx-base", new VibVersion("6.7.0-1.9")));
        assertEquals(lower, relation.matches("esx-base", new VibVersion("6.7.0")));
        assertEquals(same, relation.matches("esx-base", new VibVersion("6.7.0-1.10")));
        assertEquals(same, relation.matches("esx-base", new VibVersion("6.07.0-01.10")));
        assertEquals(higher, relation.matches("esx-base", new VibVersion("6.7.0-1.10.0")));
        assertEquals(higher, relation.matches("esx-base", new VibVersion("7.0")));
    }

    @Test
    void aBareNameMeansAnyVersionAndNone() {
        VibRelation relation = VibRelation.any("esx-base");

        assertTrue(relation.matches("esx-base", new VibVersion("0")));
        assertTrue(relation.matches(VibRelation.any("esx-base")));
        assertTrue(relation.matches(relation("=", "6.7.0")));
    }

    @ParameterizedTest
    @EnumSource(value = Operator.class, mode = EnumSource.Mode.EXCLUDE, names = "ANY")
    void aVersionIsNotMatchedByWhatIsProvidedWithout(Operator operator) {
        VibRelation relation = new VibRelation("esx-base", operator, new VibVersion("6.7.0"));

        assertFalse(relation.matches(VibRelation.any("esx-base")));
        assertFalse(relation.matches(relation("<<", "6.7.0")));
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void anotherNameIsNeverMatched(Operator operator) {
        VibVersion version = new VibVersion("6.7.0");
        VibRelation relation =
                new VibRelation("esx-base", operator, operator == Operator.ANY ? null : version);

        assertFalse(relation.matches("ESX-BASE", version));
        assertFalse(relation.matches(VibRelation.any("esx")));
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void anOperatorIsFoundByItsSymbol(Operator operator) {
        assertEquals(Optional.of(operator), Operator.of(" " + operator.symbol() + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", ">", "==", "!=", "=>", "<<<", "any", "ANY"})
    void othersAreNoOperators(String symbol) {
        assertEquals(Optional.empty(), Operator.of(symbol));
    }

    @Test
    void itsTextIsTheOneOfEsxcli() {
        assertEquals("esx-base >= 6.7.0", relation(">=", "6.7.0").toString());
        assertEquals("esx-base", VibRelation.any("esx-base").toString());
    }

    @Test
    void aVersionNeedsAnOperatorAndAnOperatorAVersion() {
        VibVersion version = new VibVersion("1");

        assertThrows(
                IllegalArgumentException.class, () -> new VibRelation("x", Operator.ANY, version));
        assertThrows(
                IllegalArgumentException.class, () -> new VibRelation("x", Operator.EQUAL, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u001b[31m", " a"})
    void whatIsNoNameIsRefusedInOneLine(String name) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> VibRelation.any(name))
                        .getMessage();

        assertTrue(message.matches("\\P{Cntrl}+"), message);
    }

    @Test
    void anEndlessNameIsRefusedInAShortLine() {
        String name = "x".repeat(1_000_000);

        String message =
                assertThrows(IllegalArgumentException.class, () -> VibRelation.any(name))
                        .getMessage();

        assertTrue(message.length() < 400, message);
    }

    private static VibRelation relation(String symbol, String version) {
        return new VibRelation(
                "esx-base", Operator.of(symbol).orElseThrow(), new VibVersion(version));
    }
}
