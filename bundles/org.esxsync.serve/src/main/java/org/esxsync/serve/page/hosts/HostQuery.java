package org.esxsync.serve.page.hosts;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.hosts.JudgedHost;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.frame.Words;

/**
 * Which hosts are asked for.
 *
 * @param release the release, or {@link #UNTOLD}; empty for all
 * @param state the verdict, or {@link #SECURITY}; empty for any
 * @param words all of which are in the name, the version, the image profile or the reason
 */
record HostQuery(String release, String state, String words) {

    /** Stands for the release of hosts that tell none. */
    static final String UNTOLD = "unknown";

    /** Stands for hosts that lack a security patch. */
    static final String SECURITY = "lacks security";

    static HostQuery of(Visit visit) {
        return new HostQuery(
                visit.parameter("release"), visit.parameter("state"), visit.parameter("words"));
    }

    List<JudgedHost> select(List<JudgedHost> hosts) {
        List<String> wanted =
                Stream.of(words.toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        return hosts.stream()
                .filter(each -> release.isEmpty() || release.equals(releaseOf(each)))
                .filter(this::isInState)
                .filter(each -> hasWords(each, wanted))
                .toList();
    }

    static String releaseOf(JudgedHost host) {
        EsxRelease release = host.release();
        return Objects.toString(release, UNTOLD);
    }

    private boolean isInState(JudgedHost host) {
        return state.isEmpty()
                || (state.equals(SECURITY)
                        ? host.missingSecurity() > 0
                        : state.equals(Words.lower(host.verdict())));
    }

    private static boolean hasWords(JudgedHost host, List<String> wanted) {
        if (wanted.isEmpty()) {
            return true;
        }
        String text =
                String.join(
                                " ",
                                host.name(),
                                host.version(),
                                Objects.toString(host.build(), ""),
                                host.profile(),
                                host.reason())
                        .toLowerCase(Locale.ROOT);
        return wanted.stream().allMatch(text::contains);
    }

    /** Whether all hosts are asked for. */
    boolean isForAll() {
        return release.isEmpty() && state.isEmpty() && words.isEmpty();
    }

    /** The address of one of the pages of what it selects. */
    String address(int page) {
        StringBuilder address = new StringBuilder("hosts?page=").append(page);
        append(address, "release", release);
        append(address, "state", state);
        append(address, "words", words);
        return address.toString();
    }

    private static void append(StringBuilder address, String name, String value) {
        if (!value.isEmpty()) {
            address.append('&').append(name).append('=').append(Visit.encoded(value));
        }
    }
}
