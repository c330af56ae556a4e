package org.esxsync.fetch.http;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpHeaders;
import org.esxsync.fetch.location.Version;
import org.esxsync.fetch.location.Version.Kind;
import org.jspecify.annotations.Nullable;

/** Reads from an answer's head which version it carries. */
final class ResponseVersion {

    /**
     * A date names a version safely only if it is this much older than the answer: RFC 7232, 2.2.2.
     */
    private static final Duration SAFE_AGE = Duration.ofSeconds(60);

    private static final Pattern STRONG_ETAG = Pattern.compile("\"[^\"\\p{Cntrl}]{1,500}\"");
    private static final Pattern WEAK_ETAG = Pattern.compile("W/" + STRONG_ETAG);

    private ResponseVersion() {}

    static @Nullable Version of(Function<String, @Nullable String> header) {
        boolean ranges = !"none".equalsIgnoreCase(header.apply(HttpHeaders.ACCEPT_RANGES));
        String etag = header.apply(HttpHeaders.ETAG);
        String modified = header.apply(HttpHeaders.LAST_MODIFIED);
        if (etag != null && STRONG_ETAG.matcher(etag).matches()) {
            return new Version(Kind.ETAG, etag, ranges);
        }
        if (modified != null && isOld(modified, header.apply(HttpHeaders.DATE))) {
            return new Version(Kind.DATE, modified, ranges);
        }
        if (etag != null && WEAK_ETAG.matcher(etag).matches()) {
            return new Version(Kind.ETAG, etag, false);
        }
        return modified == null ? null : new Version(Kind.DATE, modified, false);
    }

    private static boolean isOld(String modified, @Nullable String date) {
        if (date == null) {
            return false;
        }
        Instant changed = DateUtils.parseStandardDate(modified);
        Instant answered = DateUtils.parseStandardDate(date);
        return changed != null
                && answered != null
                && Duration.between(changed, answered).compareTo(SAFE_AGE) >= 0;
    }
}
