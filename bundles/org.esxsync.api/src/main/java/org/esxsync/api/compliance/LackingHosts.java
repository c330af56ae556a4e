package org.esxsync.api.compliance;

/**
 * How many kept hosts lack what a sync has brought.
 *
 * @param hosts how many hosts lack at least one of the new patches
 * @param patches how many of the new patches some host lacks
 * @param security how many of those their publisher calls security
 */
public record LackingHosts(int hosts, int patches, int security) {

    /** Such as {@code 12 hosts lack the 3 new security patches}. */
    @Override
    public String toString() {
        String who = hosts == 1 ? "1 host lacks" : hosts + " hosts lack";
        if (security == patches) {
            return "%s %s"
                    .formatted(
                            who,
                            patches == 1
                                    ? "the new security patch"
                                    : "the %d new security patches".formatted(patches));
        }
        return "%s %s%s"
                .formatted(
                        who,
                        patches == 1 ? "the new patch" : "%d new patches".formatted(patches),
                        security == 0 ? "" : ", %d of them security".formatted(security));
    }
}
