package org.esxsync.compliance.form;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt and the command that was typed at it, as pasted sessions have them.
 *
 * @param host the host that the prompt names; empty if it names none
 * @param command what was typed; may be empty
 */
record Prompt(String host, String command) {

    private static final Pattern WITH_HOST =
            Pattern.compile(
                    "\\[[\\w.-]{1,32}@([\\w.-]{1,255})(?:[: ][^\\]]{0,200})?\\][#$]? ?(.*)");
    private static final Pattern WITH_HOST_UNIX =
            Pattern.compile("[\\w.-]{1,32}@([\\w.-]{1,255}):[^ #$]{0,200}[#$] ?(.*)");
    private static final Pattern BARE = Pattern.compile("(?:(?:~|/[^ #$]{0,200}) )?[#$](?: (.*))?");

    static Optional<Prompt> of(String line) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        char first = line.charAt(0);
        if (first == '[') {
            return named(WITH_HOST.matcher(line));
        }
        if (first == '~' || first == '/' || first == '#' || first == '$') {
            Matcher bare = BARE.matcher(line);
            return bare.matches() && !line.startsWith("# ---")
                    ? Optional.of(
                            new Prompt("", bare.group(1) == null ? "" : bare.group(1).strip()))
                    : Optional.empty();
        }
        return line.indexOf('@') > 0 && line.length() < 1000
                ? named(WITH_HOST_UNIX.matcher(line))
                : Optional.empty();
    }

    private static Optional<Prompt> named(Matcher prompt) {
        return prompt.matches()
                ? Optional.of(new Prompt(prompt.group(1), prompt.group(2).strip()))
                : Optional.empty();
    }

    static boolean isOne(String line) {
        return of(line).isPresent();
    }

    /** Whether the command prints what a restart will bring, and not what runs. */
    boolean isOfRebootingImage() {
        return command.contains("--rebooting-image");
    }

    /** Whether only a part of what the command prints was wanted. */
    boolean isFiltered() {
        return command.contains("|")
                || command.contains(" vib get ")
                || command.contains(" component get ");
    }
}
