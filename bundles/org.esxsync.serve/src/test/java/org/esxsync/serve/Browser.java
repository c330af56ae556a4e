package org.esxsync.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chromium without a window, driven by the WebDriver protocol of W3C. What scripts return comes as
 * Base64, so that no JSON must be read.
 */
final class Browser implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([0-9a-f-]+)\"");
    private static final Pattern ELEMENT = Pattern.compile("\"element-[0-9a-f-]+\":\"([^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"([A-Za-z0-9+/=]*)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process driver;
    private final URI root;
    private final HttpClient client = HttpClient.newHttpClient();
    private String session = "";

    private Browser(Process driver, int port) {
        this.driver = driver;
        this.root = URI.create("http://127.0.0.1:%d/".formatted(port));
    }

    /** The driver, where both it and the browser are installed. */
    static Optional<Path> driver() {
        return onPath("chromium").flatMap(found -> onPath("chromedriver"));
    }

    private static Optional<Path> onPath(String name) {
        return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path driver) throws Exception {
        Process process =
                new ProcessBuilder(driver.toString(), "--port=0").redirectErrorStream(true).start();
        BufferedReader out = process.inputReader(UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                Browser browser = new Browser(process, Integer.parseInt(port.group(1)));
                try {
                    browser.open();
                } catch (IOException | IllegalStateException e) {
                    browser.close();
                    throw e;
                }
                return browser;
            }
        }
        throw new IOException("the driver did not start");
    }

    private void open() throws Exception {
        // As root there is no sandbox, and containers have little shared memory.
        String answer =
                send(
                        "POST",
                        "session",
                        """
                        {"capabilities":{"alwaysMatch":{"goog:chromeOptions":{"args":[
                        "--headless=new","--no-sandbox","--disable-gpu","--disable-dev-shm-usage",
                        "--no-proxy-server","--no-first-run","--hide-scrollbars",
                        "--force-prefers-reduced-motion"]}}}}
                        """);
        session = "session/%s/".formatted(found(SESSION, answer));
    }

    private static String found(Pattern pattern, String answer) {
        Matcher matcher = pattern.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException(answer);
        }
        return matcher.group(1);
    }

    private String send(String method, String path, String json) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(path))
                        .timeout(PATIENCE)
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return answer.body();
    }

    void go(URI url) throws Exception {
        send("POST", session + "url", "{\"url\":%s}".formatted(quoted(url.toString())));
    }

    /** The value of an expression, as text. */
    String ask(String expression) throws Exception {
        return decoded(
                send(
                        "POST",
                        session + "execute/sync",
                        "{\"args\":[],\"script\":%s}"
                                .formatted(quoted("return " + encoded(expression)))));
    }

    private static String encoded(String expression) {
        return "btoa(String.fromCharCode(...new TextEncoder().encode(String(%s))))"
                .formatted(expression);
    }

    private static String decoded(String answer) {
        return new String(Base64.getDecoder().decode(found(VALUE, answer)), UTF_8);
    }

    /** Waits until an expression is true. */
    void await(String expression) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isTrue(expression)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never true: " + expression);
            }
            Thread.sleep(50);
        }
    }

    /** Nothing is true while one page gives way to the next: the driver then refuses to answer. */
    private boolean isTrue(String expression) throws Exception {
        try {
            return ask(expression).equals("true");
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private String element(String selector) throws Exception {
        return session
                + "element/"
                + found(
                        ELEMENT,
                        send(
                                "POST",
                                session + "element",
                                "{\"using\":\"css selector\",\"value\":%s}"
                                        .formatted(quoted(selector))));
    }

    /** Clicks as a person does; fails where something else is in front. */
    void click(String selector) throws Exception {
        send("POST", element(selector) + "/click", "{}");
    }

    /** Clicks what leads to another page, and waits until that page is there. */
    void follow(String selector) throws Exception {
        ask("window.isLeft = true");
        click(selector);
        await("window.isLeft !== true && document.readyState === 'complete'");
    }

    void type(String selector, String text) throws Exception {
        send("POST", element(selector) + "/value", "{\"text\":%s}".formatted(quoted(text)));
    }

    /** Selects an option of a list by its text. */
    void select(String name, String option) throws Exception {
        type("select[name=%s]".formatted(name), option);
    }

    /** Makes the window so wide, and says which colours a person prefers. */
    void look(int width, boolean isDark) throws Exception {
        command(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":%d,\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false}"
                        .formatted(width));
        command(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
                        .formatted(isDark ? "dark" : "light"));
    }

    private void command(String name, String parameters) throws Exception {
        send(
                "POST",
                session + "goog/cdp/execute",
                "{\"cmd\":\"%s\",\"params\":%s}".formatted(name, parameters));
    }

    /** Writes a picture of the whole page. */
    void picture(Path file, int width) throws Exception {
        int height = Integer.parseInt(ask("document.documentElement.scrollHeight"));
        command(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":false}"
                        .formatted(width, height));
        String answer = send("GET", session + "screenshot", "");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(found(VALUE, answer)));
    }

    /** What axe-core finds wrong by WCAG 2.2 AA, one line each; empty if nothing. */
    String accessibility() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            String axe = new String(in.readAllBytes(), UTF_8);
            send(
                    "POST",
                    session + "execute/sync",
                    "{\"args\":[],\"script\":%s}".formatted(quoted(axe)));
        }
        String run =
                """
                const done = arguments[arguments.length - 1];
                const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
                axe.run(document, {runOnly: tags}).then(
                    found => found.violations.map(
                        each => each.id + ': ' + each.nodes.map(node => node.html).join(' | ')
                    ).join('\\n'),
                    problem => 'axe failed: ' + problem
                ).then(text => done(%s));
                """
                        .formatted(encoded("text"));
        return decoded(
                send(
                        "POST",
                        session + "execute/async",
                        "{\"args\":[],\"script\":%s}".formatted(quoted(run))));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char each : text.toCharArray()) {
            if (each >= ' ' && each <= '~' && each != '"' && each != '\\') {
                json.append(each);
            } else {
                json.append("\\u%04x".formatted((int) each));
            }
        }
        return json.append('"').toString();
    }

    /** Whether the page is wider than the window. */
    boolean isTooWide() throws Exception {
        return ask("document.documentElement.scrollWidth > window.innerWidth").equals("true");
    }

    /** Ends the browser and its driver. */
    @Override
    public void close() throws Exception {
        List<ProcessHandle> children = driver.descendants().toList();
        try {
            if (!session.isEmpty()) {
                send("DELETE", session.substring(0, session.length() - 1), "");
            }
        } finally {
            driver.destroy();
            if (!driver.waitFor(5, TimeUnit.SECONDS)) {
                driver.destroyForcibly();
            }
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
