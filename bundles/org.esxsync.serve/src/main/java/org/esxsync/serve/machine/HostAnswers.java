package org.esxsync.serve.machine;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.serve.hosts.HostDesk;
import org.esxsync.serve.hosts.JudgedHost;
import org.esxsync.serve.hosts.Judgement;
import org.esxsync.serve.hosts.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What the API and the metrics tell of hosts.
 *
 * @param desk judges them
 * @param mayKnow who is told of hosts
 */
public record HostAnswers(HostDesk desk, Predicate<Request> mayKnow) {

    /** There is no answer for this request now. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        /**
         * @param status of HTTP
         */
        RefusedException(int status, String reason) {
            super(reason);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * @param what the path below that of the API
     * @return empty if it is about something else, or no bundle judges hosts
     * @throws RefusedException if the request is from somebody else, or the hosts are being judged
     */
    Optional<String> text(
            String what, @Nullable String name, Supplier<JsonWriter> json, Request request) {
        if (!what.equals("hosts") && !what.equals("host") || !desk.isThere()) {
            return Optional.empty();
        }
        if (!mayKnow.test(request)) {
            throw new RefusedException(
                    HttpStatus.FORBIDDEN_403,
                    "hosts are told to who has logged in; the chapter serve.md says how a script"
                            + " does");
        }
        return Optional.of(
                what.equals("hosts")
                        ? hosts()
                        : json.get()
                                .hostDetails(desk.details(Objects.toString(name, "")).details()));
    }

    private String hosts() {
        Standing standing = desk.get(HostDesk.PATIENCE);
        Judgement judgement = standing.judgement();
        if (!standing.problem().isEmpty()) {
            throw new EsxSyncException(standing.problem());
        }
        if (judgement == null) {
            throw new RefusedException(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "the hosts are being judged; ask again in a moment");
        }
        return """
        {
          "baseline": %s,
          "at": %s,
          "compliant": %d,
          "nonCompliant": %d,
          "unknown": %d,
          "hosts": [%s]
        }\
        """
                .formatted(
                        JsonText.quoted(Baseline.ALL.toString()),
                        JsonText.quoted(judgement.at().toString()),
                        judgement.count(HostVerdict.COMPLIANT),
                        judgement.count(HostVerdict.NON_COMPLIANT),
                        judgement.count(HostVerdict.UNKNOWN),
                        judgement.hosts().stream()
                                .map(HostAnswers::host)
                                .collect(Collectors.joining(",")));
    }

    private static String host(JudgedHost host) {
        return """

            {
              "host": %s,
              "release": %s,
              "version": %s,
              "build": %s,
              "verdict": %s,
              "reason": %s,
              "missingCount": %d,
              "missingSecurity": %d,
              "unknown": %d,
              "toldAt": %s
            }\
        """
                .formatted(
                        JsonText.quoted(host.name()),
                        quotedOrNull(Objects.toString(host.release(), "")),
                        quotedOrNull(host.version()),
                        host.build(),
                        JsonText.quoted(code(host.verdict())),
                        JsonText.quoted(host.reason()),
                        host.missing(),
                        host.missingSecurity(),
                        host.unknown(),
                        JsonText.quoted(host.toldAt().toString()));
    }

    private static String quotedOrNull(String text) {
        return text.isEmpty() ? "null" : JsonText.quoted(text);
    }

    private static String code(HostVerdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** Numbers alone, and no names: who scrapes has not logged in. Nobody waits for them. */
    void addTo(PrometheusText out) {
        Standing standing = desk.get(HostDesk.NO_PATIENCE);
        Judgement judgement = standing.judgement();
        if (judgement == null || judgement.hosts().isEmpty() || !standing.problem().isEmpty()) {
            return;
        }
        out.gauge("esxsync_hosts", "How many hosts are kept, by verdict.");
        for (HostVerdict verdict : HostVerdict.values()) {
            out.sample("esxsync_hosts", Map.of("verdict", code(verdict)), judgement.count(verdict));
        }
        out.gauge("esxsync_hosts_lacking_security", "How many kept hosts lack a security patch.");
        out.sample("esxsync_hosts_lacking_security", judgement.lackingSecurity());
    }
}
