package org.esxsync.compliance;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;

/**
 * How long what a host told counts.
 *
 * @param days how many days; 0 for ever
 */
record HostAge(int days) {

    static final String PID = "org.esxsync.compliance";

    private static final String KEY = "hosts.days";
    private static final int MOST_DAYS = 3650;

    /**
     * @throws ConfigurationException if a value cannot be used
     */
    static HostAge of(String pid, Map<String, ?> values) {
        TypedConfiguration.requireNumbers(pid, ComplianceConfig.class, values);
        int days = TypedConfiguration.of(ComplianceConfig.class, values).hosts_days();
        if (days < 0 || days > MOST_DAYS) {
            throw new ConfigurationException(
                    pid,
                    KEY,
                    Integer.toString(days),
                    "use a number from 0 to %d; 0 is for ever".formatted(MOST_DAYS));
        }
        return new HostAge(days);
    }

    /** The host; with a gap if what it told is too old to say that nothing is missing. */
    Host aged(Host host, Instant now) {
        Instant at = host.at();
        if (days == 0 || at == null || !at.isBefore(now.minus(Duration.ofDays(days)))) {
            return host;
        }
        return host.with(
                builder ->
                        builder.gap(
                                "what it told is of %s, %s ago, and hosts.days is %d; add it again"
                                        .formatted(
                                                at.atZone(ZoneOffset.UTC).toLocalDate(),
                                                Quantity.count(
                                                        Duration.between(at, now).toDays(),
                                                        "day",
                                                        "days"),
                                                days)));
    }
}
