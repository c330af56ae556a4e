package org.esxsync.source.files.beside;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.patch.Digest;
import org.esxsync.source.files.share.ShareFile;

/**
 * The checksums that lists in a share give its files: {@code NAME.md5}, {@code md5sums}, {@code
 * SHA256SUMS} and the like. A line holds a checksum and a name in either order; the name may have a
 * path of another machine before it, of which as much counts as the share has.
 */
public final class ChecksumLists {

    private static final Pattern LIST =
            Pattern.compile(
                    "(?i)(?<of>.+)\\.(?:md5|sha1|sha256)(?:sum)?|(?:md5|sha1|sha256)sums?(?:\\.txt)?");
    private static final String HEX = "(?<hex>[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})";

    /**
     * As md5sum, OpenSSL and tools of Windows write them. The time that each takes grows with the
     * line alone.
     */
    private static final List<Pattern> LINES =
            List.of(
                    Pattern.compile(HEX + "(?:\\s+\\*?(?<name>\\S.*))?"),
                    Pattern.compile("(?:MD5|SHA1|SHA-?256)\\s?\\((?<name>.+)\\)\\s?=\\s?" + HEX),
                    Pattern.compile("(?<name>\\S(?:.*?[^:=\\s])?)[:=\\s]++" + HEX));

    private final Map<String, List<Entry>> byName = new HashMap<>();

    /**
     * A line of a list.
     *
     * @param directory where the list stands: what it names is there or below
     * @param path the path as the list has it, in lower case
     */
    private record Entry(String directory, String path, Digest digest) {

        /** How many of the last parts of the two paths are the same. */
        int agreement(String file) {
            String[] here = file.split("/");
            String[] there = path.split("/");
            int count = 0;
            while (count < here.length
                    && count < there.length
                    && here[here.length - 1 - count].equals(there[there.length - 1 - count])) {
                count++;
            }
            return count;
        }
    }

    /** Whether a file is such a list, as its name tells. */
    public static boolean isOne(ShareFile file) {
        return LIST.matcher(file.name()).matches();
    }

    /** Adds a list. Lines of other forms are passed over, since such files hold remarks, too. */
    public void add(ShareFile list, String text) {
        Matcher file = LIST.matcher(list.name());
        String of = file.matches() && file.group("of") != null ? file.group("of") : "";
        text.lines().map(String::strip).forEach(line -> add(list, of, line));
    }

    private void add(ShareFile list, String of, String line) {
        for (Pattern form : LINES) {
            Matcher matcher = form.matcher(line);
            if (matcher.matches()) {
                String named = matcher.group("name");
                String path = (named == null ? of : named).strip().replace('\\', '/');
                if (!path.isEmpty()) {
                    add(list, path.toLowerCase(Locale.ROOT), digest(matcher.group("hex")));
                }
                return;
            }
        }
    }

    private void add(ShareFile list, String path, Digest digest) {
        byName.computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), name -> new ArrayList<>())
                .add(new Entry(list.directory().toLowerCase(Locale.ROOT), path, digest));
    }

    private static Digest digest(String hex) {
        return new Digest(
                switch (hex.length()) {
                    case 32 -> Digest.Algorithm.MD5;
                    case 40 -> Digest.Algorithm.SHA_1;
                    default -> Digest.Algorithm.SHA_256;
                },
                hex);
    }

    /**
     * What the lists say of a file: those that stand nearest to it and name most of its path. Two
     * of one algorithm contradict each other.
     */
    public Set<Digest> of(ShareFile file) {
        String path = file.path().toLowerCase(Locale.ROOT);
        List<Entry> found =
                byName.getOrDefault(file.lowerCaseName(), List.of()).stream()
                        .filter(entry -> path.startsWith(entry.directory()))
                        .toList();
        Comparator<Entry> nearest =
                Comparator.comparingInt((Entry entry) -> entry.directory().length())
                        .thenComparingInt(entry -> entry.agreement(path));
        Set<Digest> digests = new LinkedHashSet<>();
        for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
            List<Entry> each =
                    found.stream()
                            .filter(entry -> entry.digest().algorithm() == algorithm)
                            .toList();
            each.stream()
                    .max(nearest)
                    .ifPresent(
                            best ->
                                    each.stream()
                                            .filter(entry -> nearest.compare(entry, best) == 0)
                                            .forEach(entry -> digests.add(entry.digest())));
        }
        return digests;
    }
}
