package org.esxsync.source.depot.write;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.MetadataZip;

/**
 * Decides on the entries of a metadata zip whose form is not known, such as base images and
 * add-ons: one that names something which is not there goes, and all others stay as they are. For
 * one thread.
 */
final class OtherEntries {

    private static final int SHOWN = 3;

    private final MetadataZip zip;
    private final NamedIds ids;
    private final FilterReport report;
    private final List<String> unknown = new ArrayList<>();

    OtherEntries(MetadataZip zip, NamedIds ids, FilterReport report) {
        this.zip = zip;
        this.ids = ids;
        this.report = report;
    }

    boolean stays(ZipEntry entry) {
        NamedIds.Answer answer;
        try (Reader text =
                new BufferedReader(
                        new InputStreamReader(zip.content(entry), StandardCharsets.UTF_8))) {
            answer = ids.in(text, zip.place(entry.getName()));
        } catch (IOException e) {
            report.leftOut(
                    "%s is left out of the depot: %s"
                            .formatted(zip.place(entry.getName()), PlainText.reason(e)));
            return false;
        }
        switch (answer) {
            case GONE -> {
                report.remark(
                        "%s is left out of the depot, since it names what is not in it"
                                .formatted(zip.place(entry.getName())));
                return false;
            }
            case TOO_LONG -> {
                report.leftOut(
                        "%s is left out of the depot: it has more than %d characters, so nobody can tell what it names"
                                .formatted(zip.place(entry.getName()), NamedIds.MAX_CHARACTERS));
                return false;
            }
            case NOTHING -> unknown.add(PlainText.line(entry.getName()));
            case PRESENT -> {}
        }
        return true;
    }

    /** Tells which entries stay though nobody knows what they say. */
    void end() {
        if (!unknown.isEmpty()) {
            boolean one = unknown.size() == 1;
            String shown = String.join(", ", unknown.subList(0, Math.min(SHOWN, unknown.size())));
            report.remark(
                    (one
                                            ? "%s: %d entry is not understood and stays as"
                                                    + " published, since it names no VIB or"
                                                    + " component: %s"
                                            : "%s: %d entries are not understood and stay as"
                                                    + " published, since they name no VIB or"
                                                    + " component: %s")
                                    .formatted(zip.place(), unknown.size(), shown)
                            + (unknown.size() > SHOWN ? ", …" : ""));
        }
    }
}
