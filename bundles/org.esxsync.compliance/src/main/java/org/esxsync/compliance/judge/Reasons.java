package org.esxsync.compliance.judge;

import java.util.List;
import java.util.Optional;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedVib;
import org.esxsync.api.compliance.PatchVerdict;

/** Says in a line why a patch is what it is to a host. */
final class Reasons {

    private Reasons() {}

    /**
     * @param vibs the patch's VIBs; empty where it is judged by other things
     * @param basis what the host is judged by, such as {@code its build}
     */
    static String of(PatchVerdict verdict, List<JudgedVib> vibs, String basis) {
        Optional<JudgedVib> telling =
                vibs.stream().filter(each -> each.verdict() == verdict).findFirst();
        return telling.map(Reasons::of).orElseGet(() -> without(verdict, basis));
    }

    private static String of(JudgedVib judged) {
        InstalledVib installed = judged.installed();
        String brings = judged.vib().name() + " " + judged.vib().version();
        if (installed == null) {
            return switch (judged.verdict()) {
                case NOT_APPLICABLE -> "the host has no " + judged.vib().name();
                case UNKNOWN -> "what the host tells has gaps, and nothing of " + brings;
                default -> "the host has nothing of " + brings;
            };
        }
        return switch (judged.verdict()) {
            case INSTALLED -> "the host has " + installed;
            case SUPERSEDED ->
                    "the host has %s; it brings %s, and another patch a newer one"
                            .formatted(installed, brings);
            default -> "the host has %s; it brings %s".formatted(installed, brings);
        };
    }

    private static String without(PatchVerdict verdict, String basis) {
        return switch (verdict) {
            case INSTALLED, MISSING -> "by " + basis;
            case SUPERSEDED -> "by %s; a newer patch takes its place".formatted(basis);
            case NOT_APPLICABLE -> "it brings nothing that the host has";
            case UNKNOWN -> "it cannot be told by " + basis;
        };
    }

    /** What tells most of a host. */
    static String basis(Host host) {
        if (host.vibs() != null) {
            return "its VIBs";
        }
        if (host.components() != null) {
            return "its components";
        }
        if (host.bulletins() != null || !host.lacking().isEmpty()) {
            return "its bulletins";
        }
        return host.base() != null || host.build() != null ? "its build" : "its image profile";
    }
}
