package org.esxsync.benchmark.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code serve}, which ends with us. */
public final class OwnServer implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("http://\\S+");

    private final Process process;
    private final String url;

    private OwnServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it.
     *
     * @param command with all that stands before {@code serve}
     */
    public static OwnServer start(List<String> command, Map<String, String> environment)
            throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("serve", "--port", "0"));
        ProcessBuilder builder =
                new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher found = URL.matcher(line);
            if (found.find()) {
                return new OwnServer(process, found.group().replaceFirst("/$", ""));
            }
        }
        throw new IOException("'serve' ended with " + process.onExit().join().exitValue());
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
