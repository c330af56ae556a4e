package org.esxsync.compliance.form;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that scripts and tools put between what several hosts print, with the name of the next. */
final class Separator {

    /** What people write, in signs on both sides: {@code === esx01 ===}. */
    private static final Pattern BETWEEN_SIGNS =
            Pattern.compile(
                    "(?:={2,}|-{2,}|#{2,}|\\*{2,}|>{2,}) *(\\w[\\w.-]{0,254}?) *[=\\-#*<]{2,}:?");

    /** What head and tail write: {@code ==> lists/esx01.txt <==}. */
    private static final Pattern OF_FILE = Pattern.compile("==> (.{1,1000}) <==");

    /** What Ansible writes for a command: {@code esx01 | CHANGED | rc=0 >>}, or with a brace. */
    private static final Pattern OF_ANSIBLE =
            Pattern.compile("([\\w.:-]{1,255}) \\| [A-Z]{2,20}(?: \\| rc=-?\\d{1,5} >>|!? => \\{)");

    private static final int LONGEST_LINE = 1100;
    private static final int LONGEST_ENDING = 5;

    /** Scripts put what comes next there, too. */
    private static final Set<String> NO_NAMES =
            Set.of(
                    "vib",
                    "vibs",
                    "version",
                    "profile",
                    "component",
                    "components",
                    "bulletins",
                    "build",
                    "software",
                    "hardware",
                    "system",
                    "image",
                    "patches",
                    "packages",
                    "begin",
                    "start",
                    "end",
                    "eof",
                    "done",
                    "error",
                    "output",
                    "host",
                    "hosts");

    private Separator() {}

    /** The host whose outputs follow, if the line says so. */
    static Optional<String> host(String line) {
        if (line.length() > LONGEST_LINE) {
            return Optional.empty();
        }
        String text = line.strip();
        if (text.endsWith("<==")) {
            Matcher file = OF_FILE.matcher(text);
            return file.matches() ? Optional.of(nameOf(file.group(1))) : Optional.empty();
        }
        Matcher matcher =
                text.endsWith(" >>") || text.endsWith("=> {")
                        ? OF_ANSIBLE.matcher(text)
                        : BETWEEN_SIGNS.matcher(text);
        return matcher.matches()
                ? Optional.of(matcher.group(matcher.groupCount())).filter(Separator::isName)
                : Optional.empty();
    }

    /** Whether the line says that the host could not be asked. */
    static boolean isUnreachable(String line) {
        return line.endsWith(" | UNREACHABLE! => {");
    }

    private static boolean isName(String text) {
        return !NO_NAMES.contains(text.toLowerCase(Locale.ROOT));
    }

    /** A host is called like its file. */
    private static String nameOf(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(0, dot) : name;
    }

    /** Whether something else than an output starts with this line: a prompt, or another host. */
    static boolean endsOutput(String line) {
        return Prompt.isOne(line) || host(line).isPresent();
    }
}
