package org.esxsync.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.itests.command.RunningCommand;

/** Where a command {@code serve} serves. */
public final class ServedUrl {

    private static final Pattern URL = Pattern.compile("Serving the mirror at (\\S+) until Ctrl-C");

    private static final Duration START = Duration.ofMinutes(1);

    private ServedUrl() {}

    /** Waits until it serves. */
    public static URI of(RunningCommand serving) throws Exception {
        Eventually.is("it serves", START, () -> find(serving.out()).find());
        Matcher found = find(serving.out());
        if (!found.find()) {
            throw new IllegalStateException("it told where it serves, and does no longer");
        }
        return URI.create(found.group(1));
    }

    private static Matcher find(Path out) {
        try {
            return URL.matcher(Files.readString(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
