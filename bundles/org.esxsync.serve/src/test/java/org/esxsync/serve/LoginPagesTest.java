package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.serve.login.Account;
import org.esxsync.serve.testkit.Answer;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The login, and what who has logged in may start. */
@Timeout(60)
class LoginPagesTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private RunningServer server;
    private SampleMirror mirror;
    private HeldSync engine;
    private RawHttp http;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        engine = new HeldSync();
        mirror = new SampleMirror(directory, 3);
        server = new RunningServer(mirror.services(engine), RunningServer.settings(0, ""));
        account("right word");
        http = new RawHttp(server.url());
    }

    private void account(String password) {
        server.doors().login().follow(Optional.of(new Account("admin", password)));
    }

    @AfterEach
    void stop() {
        engine.steps.release(100);
        server.close();
    }

    private Answer post(String path, String form, String... fields) throws Exception {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
        head.append("Host: ").append(server.url().getAuthority()).append("\r\n");
        head.append("Content-Type: application/x-www-form-urlencoded\r\n");
        head.append("Content-Length: ").append(form.length()).append("\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n").append(form);
        return Answer.of(http.exchange(head.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private Answer logIn(String password, String... fields) throws Exception {
        String word = URLEncoder.encode(password, StandardCharsets.UTF_8);
        return post("/login", "user=admin&password=" + word, fields);
    }

    private String cookie() throws Exception {
        Answer in = logIn("right word");
        assertEquals(303, in.status());
        return "Cookie: " + in.field("Set-Cookie").replaceFirst(";.*", "");
    }

    private String token(String cookie) throws Exception {
        Matcher token = TOKEN.matcher(http.ask("GET", "/sync", cookie).text());
        assertTrue(token.find());
        return "token=" + token.group(1);
    }

    @Test
    void pagesAreForWhoHasLoggedInAndTheRestIsForAll() throws Exception {
        for (String page : List.of("/", "/patches?words=a+b", "/patch?id=x", "/history", "/sync")) {
            assertEquals(303, http.ask("GET", page).status(), page);
        }
        assertEquals(
                "login?next=patches%3Fwords%3Da%2Bb",
                http.ask("GET", "/patches?words=a+b").field("Location"));
        assertEquals(403, http.ask("GET", "/progress").status());
        for (String open : List.of("/pages.css", "/login", "/feed.atom", "/esxi-8.0/index.xml")) {
            assertEquals(200, http.ask("GET", open).status(), open);
        }

        assertEquals(200, http.ask("GET", "/", cookie()).status());
    }

    @Test
    void theCookieIsForThisSiteAloneAndForNoScript() throws Exception {
        String set = logIn("right word").field("Set-Cookie");

        assertTrue(set.matches("esxsync-session=[A-Za-z0-9_-]{43}; .*"), set);
        assertTrue(set.contains("HttpOnly"), set);
        assertTrue(set.contains("SameSite=Strict"), set);
        assertTrue(set.contains("Path=/"), set);
        assertFalse(set.contains("Secure"), "this is plain HTTP on loopback");
        assertTrue(
                logIn("right word", "X-Forwarded-Proto: https")
                        .field("Set-Cookie")
                        .contains("Secure"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Forwarded-Proto: http", "X-Forwarded-For: 192.0.2.1", "Via: 1.1 proxy"})
    void aLoginThatAProxyMayHaveTakenInPlainIsRefused(String field) throws Exception {
        Answer refused = logIn("right word", field);

        assertEquals(403, refused.status());
        assertEquals("", refused.field("Set-Cookie"));
        assertTrue(refused.text().contains("tls.certificate="), refused.text());
    }

    @Test
    void aLoginFromElsewhereByPlainHttpIsRefused() throws Exception {
        Optional<InetAddress> own =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
                        .findFirst();
        Assumptions.assumeTrue(own.isPresent(), "this machine has no address but loopback");
        server.close();
        server =
                new RunningServer(
                        mirror.services(engine), RunningServer.settings(0, "").at(own.get()));
        account("right word");
        http = new RawHttp(server.url());

        assertFalse(http.ask("GET", "/login").text().contains("name=\"password\""));
        assertEquals(403, logIn("right word").status());
    }

    @Test
    void aLoginLeadsToThePageThatWasAskedForAndToNoOtherSite() throws Exception {
        String right = "user=admin&password=right+word&next=";

        assertEquals(
                "./patches?page=2", post("/login", right + "patches%3Fpage%3D2").field("Location"));
        for (String bad :
                List.of(
                        "https://evil.example/",
                        "//evil.example",
                        "..%2Fx",
                        "%5C%5Cevil",
                        "a%0Ab")) {
            assertEquals("./", post("/login", right + bad).field("Location"), bad);
        }
    }

    @Test
    void whoGuessesIsHeldUp() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals(403, logIn("wrong word").status());
        }

        Answer held = logIn("right word");
        assertEquals(429, held.status());
        assertEquals("900", held.field("Retry-After"));
        assertEquals("", held.field("Set-Cookie"));
    }

    @Test
    void anotherSiteStartsNothing() throws Exception {
        String cookie = cookie();
        String token = token(cookie);

        assertEquals(403, post("/sync", "", cookie).status());
        assertEquals(403, post("/sync", "token=guessed", cookie).status());
        assertEquals(403, post("/sync", token, cookie, "Sec-Fetch-Site: cross-site").status());
        assertEquals(403, post("/sync", token, cookie, "Origin: https://evil.example").status());
        assertEquals(403, logIn("right word", "Sec-Fetch-Site: same-site").status());
        assertEquals("login", post("/sync", token).field("Location"));
        assertEquals(0, engine.started.get());

        Answer begun =
                post(
                        "/sync",
                        token,
                        cookie,
                        "Origin: " + server.url().toString().replaceFirst("/$", ""));
        assertEquals("sync", begun.field("Location"));
    }

    @Test
    void aFormIsSmallAndAForm() throws Exception {
        assertEquals(413, post("/login", "user=" + "x".repeat(9000)).status());
        assertEquals(
                415,
                http.ask("POST", "/login", "Content-Type: text/plain", "Content-Length: 0")
                        .status());
    }

    @Test
    void whoLogsOutIsOut() throws Exception {
        String cookie = cookie();

        assertEquals("login", post("/logout", token(cookie), cookie).field("Location"));

        assertEquals(303, http.ask("GET", "/", cookie).status());
    }

    @Test
    void anotherPasswordEndsAllSessions() throws Exception {
        String cookie = cookie();
        account("right word");
        assertEquals(200, http.ask("GET", "/", cookie).status(), "the same one");

        account("other word");

        assertEquals(303, http.ask("GET", "/", cookie).status());
    }

    @Test
    void aSyncIsSeenByAllAndRunsOnce() throws Exception {
        String cookie = cookie();
        String token = token(cookie);
        try (Viewer one = new Viewer(cookie);
                Viewer other = new Viewer(cookie)) {
            assertEquals(303, post("/sync", token, cookie).status());
            assertEquals(303, post("/sync", token, cookie).status(), "it runs already");
            assertEquals(303, post("/verify", token, cookie).status(), "so does this");
            engine.steps.release(2);
            one.await("1 of 3 patches");
            other.await("1 of 3 patches");
            String plain = http.ask("GET", "/sync", cookie).text();
            assertTrue(plain.contains("1 of 3 patches"), plain);
            assertTrue(plain.contains("http-equiv=\"refresh\""), "for a browser without scripts");

            engine.steps.release(2);

            one.await("2 patches new");
            other.await("2 patches new");
        }
        assertEquals(1, engine.started.get());
        String ended = http.ask("GET", "/sync", cookie).text();
        assertTrue(ended.contains("and 1 patch failed"), ended);
        assertFalse(ended.contains("<script>alert"), ended);
        assertFalse(ended.contains("http-equiv"), "nothing moves");
    }

    @Test
    void aVerificationIsFollowed() throws Exception {
        String cookie = cookie();
        try (Viewer viewer = new Viewer(cookie)) {
            post("/verify", token(cookie), cookie);
            viewer.await("10 of 20 files");
            engine.steps.release();
            viewer.await("All is as it was published: 20 files");
        }
    }

    @Test
    void aViewerIsLetGoWhoseSessionHasEnded() throws Exception {
        String cookie = cookie();
        try (Viewer viewer = new Viewer(cookie)) {
            viewer.await("Nothing was started");

            account("other word");

            viewer.awaitEnd();
        }
    }

    @Test
    void thereIsRoomForSoManyViewers() throws Exception {
        String cookie = cookie();
        List<Viewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                Viewer viewer = new Viewer(cookie);
                viewers.add(viewer);
                viewer.await("Nothing was started");
            }
            assertEquals(503, http.ask("GET", "/progress", cookie).status());
            assertEquals(200, http.ask("GET", "/", cookie).status());
        } finally {
            for (Viewer each : viewers) {
                each.close();
            }
        }
        while (!hasRoom(cookie)) {
            Thread.sleep(50);
        }
    }

    private boolean hasRoom(String cookie) throws Exception {
        try (Viewer viewer = new Viewer(cookie)) {
            return viewer.next().contains("200 OK");
        }
    }

    @Test
    void theEndOfTheServerEndsWhatAPageStarted() throws Exception {
        String cookie = cookie();
        post("/sync", token(cookie), cookie);

        server.close();

        engine.interrupted.await();
    }

    /** Reads events as they come. */
    private final class Viewer implements AutoCloseable {

        private final Socket socket = http.connect();
        private final InputStream in = socket.getInputStream();
        private final StringBuilder read = new StringBuilder();

        Viewer(String cookie) throws Exception {
            socket.getOutputStream()
                    .write(
                            "GET /progress HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n"
                                    .formatted(server.url().getAuthority(), cookie)
                                    .getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Events come again and again, so that only the time-out ends to wait in vain. */
        String next() throws Exception {
            assertFalse(Thread.currentThread().isInterrupted(), () -> "in vain: " + read);
            byte[] buffer = new byte[1 << 14];
            int length = in.read(buffer);
            return length < 0 ? "" : new String(buffer, 0, length, StandardCharsets.UTF_8);
        }

        void await(String text) throws Exception {
            while (read.indexOf(text) < 0) {
                String next = next();
                assertFalse(next.isEmpty(), () -> "it ended: " + read);
                read.append(next);
            }
        }

        void awaitEnd() throws Exception {
            while (read.indexOf("\r\n0\r\n\r\n") < 0) {
                String next = next();
                if (next.isEmpty()) {
                    return;
                }
                read.append(next);
            }
        }

        @Override
        public void close() throws Exception {
            socket.close();
        }
    }
}
