package org.esxsync.serve.login;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets people in. Follows the configuration. Safe for many threads. */
public final class Login {

    private final Sessions sessions;
    private final FailedLogins failed;
    private volatile @Nullable Account account;

    /** What became of an attempt. */
    public enum Outcome {
        /** There is a session now. */
        IN,
        /** The user or the password is wrong. */
        WRONG,
        /** There were too many attempts. */
        TOO_MANY
    }

    /**
     * An attempt.
     *
     * @param session what it opened, or null if nothing
     */
    public record Attempt(Outcome outcome, @Nullable Session session) {}

    public Login(Clock clock) {
        this.sessions = new Sessions(clock);
        this.failed = new FailedLogins(clock);
    }

    /** Takes up the configured account; where it is another one, all are out. */
    public synchronized void follow(Optional<Account> wanted) {
        Account before = account;
        if (before == null || wanted.isEmpty() || !before.isSameAs(wanted.get())) {
            account = wanted.orElse(null);
            sessions.endAll();
        }
    }

    /** Whether anybody can log in. */
    public boolean hasAccount() {
        return account != null;
    }

    /**
     * @param address from where
     */
    public Attempt attempt(InetAddress address, String user, String password) {
        Account known = account;
        if (known == null || !failed.attempt(address)) {
            return new Attempt(Outcome.TOO_MANY, null);
        }
        if (!known.isOf(user, password)) {
            return new Attempt(Outcome.WRONG, null);
        }
        failed.succeeded(address);
        return new Attempt(Outcome.IN, sessions.begin());
    }

    /** The session of a cookie; a person uses it. */
    public Optional<Session> session(@Nullable String id) {
        return id == null ? Optional.empty() : sessions.find(id, true);
    }

    /** Whether a session goes on, which does not prolong it. */
    public boolean isOpen(String id) {
        return sessions.find(id, false).isPresent();
    }

    public void logOut(Session session) {
        sessions.end(session.id());
    }
}
