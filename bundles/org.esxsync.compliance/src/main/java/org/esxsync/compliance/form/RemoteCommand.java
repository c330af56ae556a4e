package org.esxsync.compliance.form;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands that are typed at one host and print what another one tells. */
final class RemoteCommand {

    private static final int MOST_WORDS = 100;
    private static final Pattern NAME = Pattern.compile("[\\w.:-]{1,255}");
    private static final Set<String> SHELLS = Set.of("ssh", "plink");

    /** Letters of the options of ssh that a value follows. */
    private static final String SHELL_VALUES = "BbcDEeFIiJLlmOoPpQRSWw";

    private static final Set<String> TOOLS =
            Set.of("esxcli", "vihostupdate", "vihostupdate.pl", "vihostupdate35.pl", "govc");

    /** Of a vCenter and one of its hosts, the host counts. */
    private static final Set<String> HOST_OF_SERVER =
            Set.of("-h", "--vihost", "-host", "-host.dns", "-host.ip");

    private static final Set<String> SERVER = Set.of("-s", "--server");

    private RemoteCommand() {}

    /** The host that a command asks, if it names one. */
    static Optional<String> host(String command) {
        Deque<String> words =
                new ArrayDeque<>(Arrays.asList(command.strip().split("\\s+", MOST_WORDS)));
        while (!words.isEmpty()) {
            String word = words.poll();
            String tool = word.substring(word.lastIndexOf('/') + 1);
            if (SHELLS.contains(tool)) {
                return destination(words);
            }
            if (TOOLS.contains(tool)) {
                return option(words, HOST_OF_SERVER).or(() -> option(words, SERVER));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> destination(Deque<String> words) {
        while (!words.isEmpty()) {
            String word = words.poll();
            if (!word.startsWith("-")) {
                return name(word.substring(word.lastIndexOf('@') + 1));
            }
            if (word.length() == 2 && SHELL_VALUES.indexOf(word.charAt(1)) >= 0) {
                words.poll();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> option(Deque<String> words, Set<String> options) {
        String before = "";
        for (String word : words) {
            int equals = word.indexOf('=');
            if (options.contains(before) && !word.startsWith("-")) {
                return name(word);
            }
            if (equals > 0 && options.contains(word.substring(0, equals))) {
                return name(word.substring(equals + 1));
            }
            before = word;
        }
        return Optional.empty();
    }

    private static Optional<String> name(String text) {
        String plain = text.substring(text.lastIndexOf('/') + 1).replace("'", "").replace("\"", "");
        return NAME.matcher(plain).matches() ? Optional.of(plain) : Optional.empty();
    }
}
