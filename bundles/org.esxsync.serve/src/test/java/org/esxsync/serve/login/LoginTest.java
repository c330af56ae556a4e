package org.esxsync.serve.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginTest {

    private Instant now = Instant.parse("2026-03-29T12:00:00Z");
    private Login login;

    @BeforeEach
    void configure() {
        login = new Login(clock());
        login.follow(Optional.of(new Account("admin", "right")));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private static InetAddress address(int number) throws Exception {
        return InetAddress.getByAddress(
                new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }

    private Login.Outcome attempt(InetAddress from, String password) {
        return login.attempt(from, "admin", password).outcome();
    }

    @Test
    void aSessionEndsWhenItIsLeftAlone() throws Exception {
        Session session = login.attempt(address(1), "admin", "right").session();
        for (int i = 0; i < 3; i++) {
            now = now.plus(Duration.ofMinutes(50));
            assertTrue(login.session(session.id()).isPresent());
        }

        now = now.plus(Sessions.IDLE).plusSeconds(1);

        assertFalse(login.session(session.id()).isPresent());
    }

    @Test
    void aSessionEndsHoweverMuchItIsUsed() throws Exception {
        Session session = login.attempt(address(1), "admin", "right").session();
        Instant end = now.plus(Sessions.LIFE);
        while (now.isBefore(end)) {
            assertTrue(login.session(session.id()).isPresent());
            now = now.plus(Duration.ofMinutes(30));
        }
        now = now.plusSeconds(1);

        assertFalse(login.session(session.id()).isPresent());
    }

    @Test
    void whoOnlyWatchesDoesNotProlongIt() throws Exception {
        Session session = login.attempt(address(1), "admin", "right").session();
        now = now.plus(Duration.ofMinutes(50));
        assertTrue(login.isOpen(session.id()));
        now = now.plus(Duration.ofMinutes(50));

        assertFalse(login.isOpen(session.id()));
    }

    @Test
    void thereAreSoManySessionsAtMost() throws Exception {
        Session first = login.attempt(address(1), "admin", "right").session();
        Session second = login.attempt(address(1), "admin", "right").session();
        login.session(first.id());
        for (int i = 2; i <= Sessions.MOST; i++) {
            login.attempt(address(1), "admin", "right");
        }

        assertTrue(login.session(first.id()).isPresent());
        assertFalse(login.session(second.id()).isPresent(), "not used for the longest time");
        assertNotEquals(first.id(), first.token());
    }

    @Test
    void guessesAreLimitedForAWhile() throws Exception {
        for (int i = 0; i < FailedLogins.GUESSES; i++) {
            assertEquals(Login.Outcome.WRONG, attempt(address(1), "wrong"));
        }
        assertEquals(Login.Outcome.TOO_MANY, attempt(address(1), "right"));
        assertEquals(Login.Outcome.IN, attempt(address(2), "right"), "from elsewhere");

        now = now.plus(FailedLogins.WHILE);

        assertEquals(Login.Outcome.IN, attempt(address(1), "right"));
        assertEquals(Login.Outcome.WRONG, attempt(address(1), "wrong"));
    }

    @Test
    void whoHasManyAddressesOfOneNetworkHasAsManyGuessesAsOne() throws Exception {
        for (int i = 0; i < FailedLogins.GUESSES; i++) {
            attempt(InetAddress.getByName("2001:db8::" + i), "wrong");
        }

        assertEquals(
                Login.Outcome.TOO_MANY, attempt(InetAddress.getByName("2001:db8::9"), "right"));
        assertEquals(Login.Outcome.IN, attempt(InetAddress.getByName("2001:db8:0:1::9"), "right"));
    }

    @Test
    void soManyAddressesAreKeptInMindAndNoOtherMayGuess() throws Exception {
        for (int i = 0; i < FailedLogins.MOST; i++) {
            assertEquals(Login.Outcome.WRONG, attempt(address(i), "wrong"));
        }
        assertEquals(Login.Outcome.TOO_MANY, attempt(address(FailedLogins.MOST), "right"));

        now = now.plus(FailedLogins.WHILE);

        assertEquals(Login.Outcome.IN, attempt(address(FailedLogins.MOST), "right"));
    }

    @Test
    void bothTheUserAndThePasswordMustBeRight() throws Exception {
        assertEquals(Login.Outcome.WRONG, login.attempt(address(1), "root", "right").outcome());
        assertEquals(Login.Outcome.WRONG, login.attempt(address(1), "admin", "").outcome());
        login.follow(Optional.empty());
        assertEquals(Login.Outcome.TOO_MANY, attempt(address(2), "right"));
    }
}
