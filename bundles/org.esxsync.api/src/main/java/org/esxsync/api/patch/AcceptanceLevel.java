package org.esxsync.api.patch;

import java.util.Locale;

/** Who tested a VIB or image profile, and how far; the level least trusted comes first. */
public enum AcceptanceLevel {
    /** None is published, or one that is none of the four. */
    UNKNOWN("", ""),
    /** Nobody tested it but who made it. */
    COMMUNITY("community", "CommunitySupported"),
    /** A partner of VMware tested it, and supports it. */
    PARTNER("partner", "PartnerSupported"),
    /** A partner tested it, and VMware accepted the tests. */
    ACCEPTED("accepted", "VMwareAccepted"),
    /** VMware tested it. */
    CERTIFIED("certified", "VMwareCertified");

    private final String published;
    private final String esxcli;

    AcceptanceLevel(String published, String esxcli) {
        this.published = published;
        this.esxcli = esxcli;
    }

    /**
     * The level of this name, as descriptors and profiles write it ({@code certified}) or as {@code
     * esxcli} does ({@code VMwareCertified}); case and white space around do not count.
     *
     * @return {@link #UNKNOWN} for every other text
     */
    public static AcceptanceLevel named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        for (AcceptanceLevel level : values()) {
            if (wanted.equals(level.published)
                    || wanted.equals(level.esxcli.toLowerCase(Locale.ROOT))) {
                return level;
            }
        }
        return UNKNOWN;
    }

    /** The name in descriptors and profiles; empty for {@link #UNKNOWN}. */
    public String published() {
        return published;
    }

    /** The name that {@code esxcli} prints and takes; empty for {@link #UNKNOWN}. */
    public String esxcli() {
        return esxcli;
    }

    /** Whether a host that demands this level accepts it; an unknown level is below all. */
    public boolean isAtLeast(AcceptanceLevel demanded) {
        return compareTo(demanded) >= 0;
    }
}
