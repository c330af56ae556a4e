package org.esxsync.fetch.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.esxsync.fetch.archive.Samples.TarContent;
import org.junit.jupiter.params.provider.Arguments;

/** Archives that must not be unpacked: what is wrong, a word of the reason, and the content. */
final class HostileArchives {

    private static final byte LINK = TarArchiveEntry.LF_SYMLINK;
    private static final byte HARD_LINK = TarArchiveEntry.LF_LINK;
    private static final byte DIRECTORY = TarArchiveEntry.LF_DIR;

    private HostileArchives() {}

    static Stream<Arguments> all() {
        return Stream.of(names(), links(), kinds(), sizes()).flatMap(each -> each);
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                hostile("an absolute name", "absolute", tar -> Samples.file(tar, "/etc/x", "x")),
                hostile("a climbing name", "'..'", tar -> Samples.file(tar, "P/../../x", "x")),
                hostile("a backslash", "backslash", tar -> Samples.file(tar, "P\\x", "x")),
                hostile("a drive", "drive", tar -> Samples.file(tar, "C:/x", "x")),
                hostile("a control character", "control", tar -> Samples.file(tar, "a\nb", "x")),
                hostile("no name", "empty", tar -> Samples.file(tar, "", "x")),
                hostile(
                        "a file below a file",
                        "no directory",
                        tar -> {
                            Samples.file(tar, "P/f", "x");
                            Samples.file(tar, "P/f/x", "x");
                        }),
                hostile(
                        "a file in place of a directory",
                        "twice, once as a directory",
                        tar -> {
                            Samples.file(tar, "P/x/y", "1");
                            Samples.file(tar, "P/x", "2");
                        }),
                hostile(
                        "a directory in place of a file",
                        "twice, once as a directory",
                        tar -> {
                            Samples.file(tar, "P/x", "1");
                            Samples.entry(tar, "P/x/", DIRECTORY, "");
                        }),
                hostile(
                        "a name in two cases",
                        "case only",
                        tar -> {
                            Samples.file(tar, "P/x", "1");
                            Samples.file(tar, "P/X", "2");
                        }),
                hostile(
                        "a directory in two cases",
                        "case only",
                        tar -> {
                            Samples.file(tar, "P/a/x", "1");
                            Samples.file(tar, "P/A/y", "2");
                        }));
    }

    private static Stream<Arguments> links() {
        return Stream.of(
                hostile("an absolute link", "leaves", tar -> link(tar, "P/l", "/etc/passwd")),
                hostile("a climbing link", "leaves", tar -> link(tar, "P/l", "../../x")),
                hostile("a link to above", "leaves", tar -> link(tar, "P/l", "..")),
                hostile(
                        "a link that climbs once the top is left out",
                        "leaves",
                        tar -> link(tar, "P/l", "../P/x")),
                hostile(
                        "a chain of links",
                        "leaves",
                        tar -> {
                            Samples.file(tar, "P/a/b/file", "x");
                            Samples.entry(tar, "P/a/b/up", LINK, "..");
                            Samples.entry(tar, "P/a/upup", LINK, "b/up/..");
                            Samples.entry(tar, "P/out", LINK, "a/upup/../..");
                        }),
                hostile(
                        "a circle of links",
                        "circle",
                        tar -> {
                            Samples.file(tar, "P/x", "x");
                            Samples.entry(tar, "P/a", LINK, "b");
                            Samples.entry(tar, "P/b", LINK, "a");
                        }),
                hostile(
                        "a file through a link",
                        "no directory",
                        tar -> {
                            Samples.entry(tar, "P/l", LINK, "/tmp");
                            Samples.file(tar, "P/l/x", "x");
                        }),
                hostile(
                        "a hard link to outside",
                        "absolute",
                        tar -> Samples.entry(tar, "P/l", HARD_LINK, "/etc/passwd")),
                hostile(
                        "a hard link to nothing",
                        "no file before it",
                        tar -> Samples.entry(tar, "P/l", HARD_LINK, "P/later")));
    }

    private static Stream<Arguments> kinds() {
        return Stream.of(
                hostile("a fifo", "neither", tar -> special(tar, TarArchiveEntry.LF_FIFO)),
                hostile("a device", "neither", tar -> special(tar, TarArchiveEntry.LF_CHR)),
                hostile("a disk", "neither", tar -> special(tar, TarArchiveEntry.LF_BLK)),
                hostile("an unknown type", "neither", tar -> special(tar, (byte) 'Z')),
                hostile("no files", "no files", tar -> Samples.entry(tar, "P/", DIRECTORY, "")));
    }

    private static Stream<Arguments> sizes() {
        return Stream.of(
                hostile(
                        "great depth",
                        "more than 8 directories",
                        tar -> Samples.file(tar, "d/".repeat(9) + "x", "")),
                hostile(
                        "great depth of an empty directory",
                        "more than 8 directories",
                        tar -> Samples.entry(tar, "d/".repeat(9), DIRECTORY, "")),
                hostile(
                        "a long name",
                        "characters",
                        tar -> Samples.file(tar, "n".repeat(2000), "")),
                hostile(
                        "many entries",
                        "more than 1000 entries",
                        tar -> {
                            for (int i = 0; i < 1001; i++) {
                                Samples.file(tar, "P/" + i, "");
                            }
                        }),
                hostile(
                        "a high ratio",
                        "times its size",
                        tar -> Samples.file(tar, "P/zeros", new byte[40 << 20])),
                hostile(
                        "a long link target",
                        "no name",
                        tar -> {
                            String linkPath = " linkpath=" + "a/".repeat(490_000) + "a\n";
                            longLink(tar, (linkPath.length() + 6) + linkPath);
                        }),
                hostile(
                        "many global headers",
                        "global headers",
                        tar -> {
                            for (int i = 0; i < 10; i++) {
                                globalHeader(tar, "key" + i, "v".repeat(10_000));
                                Samples.file(tar, "P/" + i, "");
                            }
                        }),
                hostile("a huge name", "header is larger", HostileArchives::hugeName));
    }

    private static Arguments hostile(String what, String reason, TarContent content) {
        return Arguments.of(what, reason, content);
    }

    private static void link(TarArchiveOutputStream tar, String name, String target)
            throws IOException {
        Samples.file(tar, "P/x", "x");
        Samples.entry(tar, name, LINK, target);
    }

    private static void special(TarArchiveOutputStream tar, byte type) throws IOException {
        Samples.entry(tar, "P/special", type, "");
    }

    private static void longLink(TarArchiveOutputStream tar, String extension) throws IOException {
        TarArchiveEntry entry =
                new TarArchiveEntry("PaxHeader", TarArchiveEntry.LF_PAX_EXTENDED_HEADER_LC);
        entry.setSize(extension.length());
        tar.putArchiveEntry(entry);
        tar.write(extension.getBytes(StandardCharsets.US_ASCII));
        tar.closeArchiveEntry();
        Samples.entry(tar, "P/l", LINK, "x");
    }

    private static void globalHeader(TarArchiveOutputStream tar, String key, String value)
            throws IOException {
        TarArchiveEntry entry =
                new TarArchiveEntry("g", TarArchiveEntry.LF_PAX_GLOBAL_EXTENDED_HEADER);
        entry.addPaxHeader(key, value);
        tar.putArchiveEntry(entry);
    }

    private static void hugeName(TarArchiveOutputStream tar) throws IOException {
        byte[] name = new byte[30 << 20];
        Arrays.fill(name, (byte) 'x');
        TarArchiveEntry entry =
                new TarArchiveEntry("././@LongLink", TarArchiveEntry.LF_GNUTYPE_LONGNAME);
        entry.setSize(name.length);
        tar.putArchiveEntry(entry);
        tar.write(name);
        tar.closeArchiveEntry();
    }
}
