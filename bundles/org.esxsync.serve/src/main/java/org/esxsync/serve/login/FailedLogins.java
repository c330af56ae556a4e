package org.esxsync.serve.login;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits how often somebody may guess. While too many addresses have guessed to keep them in mind,
 * no other one may. Safe for many threads.
 */
final class FailedLogins {

    /** How many guesses an address has in a while. */
    static final int GUESSES = 5;

    static final Duration WHILE = Duration.ofMinutes(15);

    /** How many addresses are kept in mind. */
    static final int MOST = 4096;

    /** Who has one address of IPv6 mostly has all that begin so. */
    private static final int PREFIX = 8;

    private final Clock clock;
    private final Map<List<Byte>, Guesses> byAddress = new HashMap<>();

    private record Guesses(int count, Instant end) {}

    FailedLogins(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes note of an attempt before it is judged, so that many at a time do not pass.
     *
     * @return whether it may be judged
     */
    synchronized boolean attempt(InetAddress address) {
        Instant now = clock.instant();
        if (byAddress.size() >= MOST) {
            byAddress.values().removeIf(each -> !now.isBefore(each.end()));
        }
        List<Byte> key = key(address);
        Guesses before = byAddress.get(key);
        if (before == null || !now.isBefore(before.end())) {
            if (before == null && byAddress.size() >= MOST) {
                return false;
            }
            byAddress.put(key, new Guesses(1, now.plus(WHILE)));
            return true;
        }
        if (before.count() >= GUESSES) {
            return false;
        }
        byAddress.put(key, new Guesses(before.count() + 1, before.end()));
        return true;
    }

    /** The attempt was right. */
    synchronized void succeeded(InetAddress address) {
        byAddress.remove(key(address));
    }

    private static List<Byte> key(InetAddress address) {
        byte[] bytes = address.getAddress();
        Byte[] key = new Byte[Math.min(bytes.length, PREFIX)];
        Arrays.setAll(key, at -> bytes[at]);
        return List.of(key);
    }
}
