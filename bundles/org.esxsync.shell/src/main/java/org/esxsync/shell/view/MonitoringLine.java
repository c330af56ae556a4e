package org.esxsync.shell.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.shell.terminal.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as one line in the form that monitoring plug-ins print, which Nagios, Icinga, Checkmk
 * and others read: the verdict, what is wrong, and behind a bar the figures to draw curves of.
 *
 * @param health the verdict
 * @param status what it is about, or null if it cannot be read
 * @param now when it was read
 * @param maxAge how long ago the last success may be, or null if that does not matter
 */
public record MonitoringLine(
        MirrorHealth health,
        @Nullable MirrorStatus status,
        Instant now,
        @Nullable Duration maxAge) {

    private static final List<String> WORDS = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN");

    /** Agents cut a line off at 1024 characters, and the figures stand at its end. */
    private static final int LONGEST_TEXT = 600;

    /** The line. */
    public String text() {
        String line =
                "ESXSYNC %s - %s".formatted(WORDS.get(health.level().ordinal()), description());
        return status == null ? line : line + " | " + figures(status);
    }

    private String description() {
        return health.findings().isEmpty() ? success() : findings();
    }

    private String success() {
        Instant success = status == null ? null : status.lastSuccess();
        return success == null
                ? "the last sync had everything"
                : "the last sync, %s ago, had everything"
                        .formatted(Numbers.age(Duration.between(success, now)));
    }

    /** As many as there is room for; always the first, which is the worst. */
    private String findings() {
        List<MirrorHealth.Finding> findings = health.findings();
        StringBuilder text =
                new StringBuilder(PlainText.cut(escaped(findings.get(0)), LONGEST_TEXT));
        for (int i = 1; i < findings.size(); i++) {
            String next = "; " + escaped(findings.get(i));
            if (text.length() + next.length() > LONGEST_TEXT) {
                return text.append("; and %d more".formatted(findings.size() - i)).toString();
            }
            text.append(next);
        }
        return text.toString();
    }

    /** On one line, and without the bar that ends the text. */
    private static String escaped(MirrorHealth.Finding finding) {
        return PlainText.of(finding.text()).replace('|', '/');
    }

    /** Each is {@code name=value[unit];warning;critical;least;most}. */
    private String figures(MirrorStatus of) {
        List<String> figures = new ArrayList<>();
        figures.add(age(of.lastSuccess()));
        add(figures, "listed", of.patches().listed());
        add(figures, "claimed", of.patches().claimed());
        add(figures, "published", of.patches().published());
        add(figures, "missing", of.patches().missing());
        add(figures, "sources", of.sources().size());
        add(
                figures,
                "failed_sources",
                of.sources().stream().filter(each -> each.lastError() != null).count());
        add(figures, "conflicts", of.conflicts().size());
        figures.add("used=%dB;;;0".formatted(of.space().used()));
        figures.add("free=%dB;;;0;%d".formatted(of.space().free(), of.space().total()));
        return String.join(" ", figures);
    }

    /** U is what plug-ins write for a figure that cannot be told. */
    private String age(@Nullable Instant success) {
        return "age=%s;;%s;0"
                .formatted(
                        success == null
                                ? "U"
                                : Math.max(0, Duration.between(success, now).toSeconds()) + "s",
                        maxAge == null ? "" : maxAge.toSeconds());
    }

    private static void add(List<String> figures, String name, long value) {
        figures.add("%s=%d;;;0".formatted(name, value));
    }
}
