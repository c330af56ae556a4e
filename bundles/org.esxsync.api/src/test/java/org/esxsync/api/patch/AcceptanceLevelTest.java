package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceLevelTest {

    @ParameterizedTest
    @EnumSource(AcceptanceLevel.class)
    void aLevelIsFoundByBothOfItsNamesUnderATurkishLocaleToo(AcceptanceLevel level) {
        assertEquals(level, AcceptanceLevel.named(" " + level.published() + "\n"));
        assertEquals(
                level,
                Turkish.call(() -> AcceptanceLevel.named(level.esxcli().toUpperCase(Locale.ROOT))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "certifiedd", "VMware", "null", "unknown"})
    void anyOtherNameIsUnknown(String name) {
        assertEquals(AcceptanceLevel.UNKNOWN, AcceptanceLevel.named(name));
    }

    @Test
    void certifiedIsTrustedMostAndUnknownLeast() {
        assertTrue(AcceptanceLevel.CERTIFIED.isAtLeast(AcceptanceLevel.ACCEPTED));
        assertTrue(AcceptanceLevel.ACCEPTED.isAtLeast(AcceptanceLevel.PARTNER));
        assertTrue(AcceptanceLevel.PARTNER.isAtLeast(AcceptanceLevel.COMMUNITY));
        assertTrue(AcceptanceLevel.PARTNER.isAtLeast(AcceptanceLevel.PARTNER));
        assertFalse(AcceptanceLevel.COMMUNITY.isAtLeast(AcceptanceLevel.PARTNER));
        assertFalse(AcceptanceLevel.UNKNOWN.isAtLeast(AcceptanceLevel.COMMUNITY));
    }
}
