package org.esxsync.serve.login;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions of the pages, in memory alone. Safe for many threads. */
final class Sessions {

    /** How long one may be left alone, and how long it lasts at all. */
    static final Duration IDLE = Duration.ofHours(1);

    static final Duration LIFE = Duration.ofHours(12);

    /** Where there are more, the one that was used the longest ago ends. */
    static final int MOST = 100;

    private static final int RANDOM_BYTES = 32;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** In the order in which they were used. */
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private record Known(Session session, Instant begun, Instant used) {}

    Sessions(Clock clock) {
        this.clock = clock;
    }

    synchronized Session begin() {
        tidy();
        if (known.size() >= MOST) {
            Iterator<String> oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        Session session = new Session(secret(), secret());
        Instant now = clock.instant();
        known.put(session.id(), new Known(session, now, now));
        return session;
    }

    private String secret() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * @param isUse whether a person does something; who only watches may be forgotten
     */
    synchronized Optional<Session> find(String id, boolean isUse) {
        tidy();
        Known found = isUse ? known.get(id) : unused(id);
        if (found == null) {
            return Optional.empty();
        }
        if (isUse) {
            known.put(id, new Known(found.session(), found.begun(), clock.instant()));
        }
        return Optional.of(found.session());
    }

    private @Nullable Known unused(String id) {
        for (Map.Entry<String, Known> each : known.entrySet()) {
            if (each.getKey().equals(id)) {
                return each.getValue();
            }
        }
        return null;
    }

    synchronized void end(String id) {
        known.remove(id);
    }

    synchronized void endAll() {
        known.clear();
    }

    private void tidy() {
        Instant now = clock.instant();
        known.values()
                .removeIf(
                        each ->
                                now.isAfter(each.used().plus(IDLE))
                                        || now.isAfter(each.begun().plus(LIFE)));
    }
}
