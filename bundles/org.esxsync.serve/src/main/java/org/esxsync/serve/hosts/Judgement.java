package org.esxsync.serve.hosts;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.ledger.HistoryEntry;
import org.jspecify.annotations.Nullable;

/**
 * All kept hosts, judged by all that is listed.
 *
 * @param hosts the worst first
 * @param state of the kept hosts then
 * @param newest the newest event then, or null if there was none
 * @param at when they were judged
 */
public record Judgement(
        List<JudgedHost> hosts, String state, @Nullable HistoryEntry newest, Instant at) {

    public Judgement {
        hosts = List.copyOf(hosts);
    }

    /** How many hosts have a verdict. */
    public long count(HostVerdict verdict) {
        return hosts.stream().filter(each -> each.verdict() == verdict).count();
    }

    /** How many hosts lack a security patch. */
    public long lackingSecurity() {
        return hosts.stream().filter(each -> each.missingSecurity() > 0).count();
    }

    boolean isOf(String hostsNow, @Nullable HistoryEntry newestNow) {
        return state.equals(hostsNow) && Objects.equals(newest, newestNow);
    }
}
