package org.esxsync.fileinstall.setup;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.PlaceHint;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.esxsync.api.source.SourceProbe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every probe what is at a location.
 *
 * @param probes one of each bundle that has sources
 * @param hints what knows places that are no sources
 * @param transport reads what is on servers
 */
record Recognition(List<SourceProbe> probes, List<PlaceHint> hints, Transport transport) {

    private static final Logger LOG = LoggerFactory.getLogger(Recognition.class);

    /** A probe, and what it has found. */
    record Answer(SourceProbe probe, FoundSource found) {}

    /**
     * The location as configurations have it: a URL, or an absolute path.
     *
     * @throws EsxSyncException if there is no such file, or it cannot be configured
     */
    static String location(String typed) {
        if (isUrl(typed)) {
            return url(typed);
        }
        try {
            Path path =
                    typed.toLowerCase(Locale.ROOT).startsWith("file:")
                            ? Path.of(new URI(typed))
                            : Path.of(typed);
            Path absolute = path.toAbsolutePath().normalize();
            if (typed.isBlank()) {
                throw new EsxSyncException("no location is given; write a path or a URL");
            }
            if (typed.matches("(?s)\\w+://.*") && !typed.regionMatches(true, 0, "file:", 0, 5)) {
                throw new EsxSyncException(
                        shown(typed) + ": only http, https and file URLs can be read");
            }
            if (!Files.exists(absolute)) {
                throw new EsxSyncException(shown(typed) + ": there is no such file or directory");
            }
            if (!Files.isReadable(absolute)) {
                throw new EsxSyncException(
                        shown(typed) + ": it may not be read by this user; check its mode");
            }
            String text = absolute.toString();
            if (!text.equals(text.strip()) || text.contains("${")) {
                throw new EsxSyncException(
                        shown(typed)
                                + ": a configuration cannot name a path that ends in a blank or"
                                + " holds '${'; rename it");
            }
            return text;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new EsxSyncException(shown(typed) + ": it is no path and no file: URL", e);
        }
    }

    static boolean isUrl(String location) {
        return location.toLowerCase(Locale.ROOT).matches("(?s)https?://.*");
    }

    private static String url(String typed) {
        try {
            URI url = new URI(typed.replaceAll("\\$\\{([^{}]*)}", "reference"));
            if (url.getHost() == null) {
                throw new EsxSyncException(shown(typed) + ": the URL names no host");
            }
            if (url.getRawUserInfo() != null) {
                throw new EsxSyncException(
                        shown(typed)
                                + ": take the user and password out of the URL, and write them into"
                                + " credentials= of org.esxsync.fetch.cfg");
            }
            return typed;
        } catch (URISyntaxException e) {
            throw new EsxSyncException(
                    shown(typed) + ": it is no URL; write a blank in it as %20", e);
        }
    }

    /** A location as it may be shown. */
    static String shown(String location) {
        return isUrl(location) ? RedactedLocation.of(location) : OneLine.of(location, 300);
    }

    /**
     * Everything that can be read there.
     *
     * @param location as {@link #location} gives it
     * @throws EsxSyncException if that is nothing; it tells what else it is, or what each probe
     *     said
     */
    List<Answer> recognise(String location, Consumer<String> progress) {
        List<Answer> answers = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        Transport remembering = new RememberingTransport(transport);
        for (SourceProbe probe : sorted()) {
            progress.accept("looking for " + probe.reads());
            ProbeResult result = ask(probe, location, remembering, progress);
            if (result instanceof ProbeResult.Found found) {
                answers.add(new Answer(probe, found.source()));
            } else if (result instanceof ProbeResult.NotMine notMine) {
                refusals.add(new Refusal(probe, notMine.reason(), null));
            } else if (result instanceof ProbeResult.Unreadable unreadable) {
                refusals.add(
                        new Refusal(
                                probe,
                                String.valueOf(unreadable.problem().getMessage()),
                                unreadable.problem()));
            }
        }
        if (answers.isEmpty()) {
            throw new EsxSyncException(hint(location).orElseGet(() -> refusal(location, refusals)));
        }
        return answers;
    }

    private Optional<String> hint(String location) {
        return hints.stream()
                .flatMap(each -> each.hint(location).stream())
                .findFirst()
                .map(text -> shown(location) + ": " + text);
    }

    private List<SourceProbe> sorted() {
        return probes.stream().sorted(Comparator.comparing(SourceProbe::reads)).toList();
    }

    /**
     * What a probe said that did not find anything.
     *
     * @param problem why it could not look; null if it did
     */
    private record Refusal(SourceProbe probe, String reason, @Nullable EsxSyncException problem) {

        /** What happened, whichever file was asked for. */
        String withoutPlace() {
            String place = problem instanceof FetchException fetch ? fetch.place() + ": " : "";
            return reason.startsWith(place) ? reason.substring(place.length()) : reason;
        }
    }

    private static String refusal(String location, List<Refusal> refusals) {
        List<String> failures = refusals.stream().map(Refusal::withoutPlace).distinct().toList();
        if (failures.size() == 1 && refusals.stream().allMatch(each -> each.problem() != null)) {
            return shown(location) + ": " + failures.get(0);
        }
        return "%s: nothing there can be read: %s"
                .formatted(
                        shown(location),
                        refusals.isEmpty()
                                ? "no bundle is installed that could"
                                : refusals.stream()
                                        .map(
                                                each ->
                                                        "it is not %s (%s)"
                                                                .formatted(
                                                                        each.probe().reads(),
                                                                        each.reason()))
                                        .collect(Collectors.joining("; ")));
    }

    private static ProbeResult ask(
            SourceProbe probe, String location, Transport transport, Consumer<String> progress) {
        Path workspace = workspace();
        try {
            return probe.probe(new ProbeRequest(location, transport, workspace, progress));
        } catch (EsxSyncException e) {
            if (e instanceof FetchException fetch && endsAll(fetch.reason())) {
                throw e;
            }
            return new ProbeResult.Unreadable(e);
        } catch (RuntimeException | LinkageError e) {
            return new ProbeResult.Unreadable(
                    new EsxSyncException("defect in this probe: " + e, e));
        } finally {
            throwAway(workspace);
        }
    }

    /** Whether no other probe would find out more. */
    private static boolean endsAll(FetchException.Reason reason) {
        return reason == FetchException.Reason.CANCELLED
                || reason == FetchException.Reason.UNREACHABLE;
    }

    private static Path workspace() {
        try {
            return Files.createTempDirectory("esxsync-add");
        } catch (IOException e) {
            throw new EsxSyncException(
                    "no temporary directory can be created: " + PlainReason.of(e), e);
        }
    }

    private static void throwAway(Path directory) {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            LOG.warn("the temporary directory {} cannot be deleted: {}", directory, e.toString());
        }
    }
}
