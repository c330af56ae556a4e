package org.esxsync.serve.machine;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.mirror.MirrorGoneException;
import org.esxsync.serve.mirror.RequestPath;

/**
 * What the API tells, by the path below its own.
 *
 * @param recent how the mirror stood a moment ago
 * @param files tells whether there is a mirror
 * @param catalogue asked at each request
 * @param json likewise
 * @param hosts what is told of hosts
 * @param vulnerabilities what is told of vulnerabilities
 * @param plans what is told of the next sync
 */
record ApiAnswers(
        RecentStatus recent,
        MirrorFiles files,
        Supplier<MirrorCatalogue> catalogue,
        Supplier<JsonWriter> json,
        HostAnswers hosts,
        VulnerabilityAnswers vulnerabilities,
        PlanAnswers plans) {

    private static final int MAX_EVENTS = 10_000;
    private static final int DEFAULT_EVENTS = 100;

    /**
     * Answers.
     *
     * @return empty if there is nothing at this path
     * @throws MirrorGoneException if there is no mirror to tell of; its health is told all the same
     * @throws IllegalArgumentException if a parameter is wrong; the text says what would be right
     */
    Optional<String> text(String path, Request request) throws Exception {
        if (path.equals("health")) {
            parameters(request);
            return Optional.of(health());
        }
        files.requireMirror();
        return switch (path) {
            case "status", "releases", "sources" -> {
                parameters(request);
                yield Optional.of(whole(path));
            }
            case "patches" -> Optional.of(patches(request));
            case "profiles" -> Optional.of(profiles(request));
            case "cve" -> Optional.of(cve(request));
            case "plan" -> Optional.of(plan(request));
            case "history" -> Optional.of(history(request));
            case "changes" -> Optional.of(changes(request));
            case "hosts", "host" ->
                    hosts.text(path, parameters(request, "name").text("name"), json, request);
            default -> patch(path, request);
        };
    }

    private String health() {
        RecentStatus.Reading reading = recent.get();
        return json.get().health(reading.health(), reading.status());
    }

    private String whole(String path) {
        JsonWriter writer = json.get();
        return switch (path) {
            case "releases" -> writer.releases(catalogue.get().releases());
            case "sources" -> writer.sources(catalogue.get().sources());
            default -> writer.status(status());
        };
    }

    private String cve(Request request) throws Exception {
        return vulnerabilities.text(parameters(request, "id").text("id"), json.get());
    }

    private String plan(Request request) throws Exception {
        String releases = parameters(request, "releases").text("releases");
        return plans.text(releases, json.get(), request);
    }

    private String history(Request request) throws Exception {
        int limit = limit(parameters(request, "limit").text("limit"));
        return json.get().history(catalogue.get().history(limit));
    }

    private String changes(Request request) throws Exception {
        String since = parameters(request, "since").text("since");
        return json.get().changes(ChangesQuestion.ask(catalogue.get(), since));
    }

    private static Parameters parameters(Request request, String... known) throws Exception {
        return Parameters.of(request, Set.of(known));
    }

    /** As old as a probe's: to read it adds up all files of the mirror. */
    private MirrorStatus status() {
        RecentStatus.Reading reading = recent.get();
        MirrorStatus status = reading.status();
        if (status == null) {
            throw new EsxSyncException(
                    reading.health().findings().stream()
                            .map(MirrorHealth.Finding::text)
                            .collect(Collectors.joining("; ")));
        }
        return status;
    }

    private String patches(Request request) throws Exception {
        Parameters asked = Parameters.of(request, PatchQuestion.PARAMETERS);
        return json.get()
                .patches(
                        new PatchQuestion(
                                        catalogue.get(),
                                        asked,
                                        vulnerabilities.closing(
                                                asked.text("cve"), asked.flag("exploited")))
                                .answer());
    }

    private String profiles(Request request) throws Exception {
        String release = parameters(request, "release").text("release");
        return json.get()
                .patches(
                        catalogue
                                .get()
                                .patches(
                                        release.isEmpty() ? null : release,
                                        known -> known.patch().kind() == PatchKind.IMAGE_PROFILE));
    }

    private Optional<String> patch(String path, Request request) throws Exception {
        parameters(request);
        return RequestPath.parse("/" + path)
                .filter(each -> each.names().size() == 2 && !each.isDirectory())
                .filter(each -> each.names().get(0).equals("patches"))
                .map(each -> json.get().details(catalogue.get().show(each.names().get(1))));
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return DEFAULT_EVENTS;
        }
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MAX_EVENTS) {
            throw new IllegalArgumentException("limit is a number from 1 to " + MAX_EVENTS);
        }
        return Integer.parseInt(text);
    }
}
