package org.esxsync.fetch.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.fetch.config.FetchConfig;
import org.esxsync.fetch.location.SecretReference;

/**
 * Puts the download token into a URL just before it is sent. Until then the URL holds a reference
 * to it, percent-encoded, as in <code>https://dl.broadcom.com/$%7Benv:TOKEN%7D/PROD/…</code>, and
 * only at the hosts that have tokens: a document from elsewhere must not send secrets anywhere.
 */
final class TokenPath {

    private static final Pattern REFERENCE =
            Pattern.compile("(https?://[^/]+/+)(\\$%7[Bb].+?%7[Dd])(/.*)?");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]+");

    private TokenPath() {}

    /**
     * @param environment the variables that the token may stand in
     * @throws FetchException if there is no such token
     */
    static URI resolve(URI location, Map<String, String> environment) {
        Matcher matcher = REFERENCE.matcher(location.toString());
        if (!RedactedLocation.hasToken(location) || !matcher.matches()) {
            return location;
        }
        String reference = URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8);
        String rest = matcher.group(3) == null ? "" : matcher.group(3);
        return URI.create(matcher.group(1) + token(location, reference, environment) + rest);
    }

    private static String token(URI location, String reference, Map<String, String> environment) {
        String token;
        try {
            token = SecretReference.resolve(FetchConfig.PID, "token", reference, environment);
        } catch (ConfigurationException e) {
            throw refused(
                    location,
                    "its token "
                            + reference
                            + " is not there; set that variable, or make that file"
                            + " readable");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw refused(
                    location,
                    "what stands in " + reference + " is no token; copy it again from the portal");
        }
        return token;
    }

    private static FetchException refused(URI location, String detail) {
        return new FetchException(Reason.REFUSED, RedactedLocation.of(location), detail);
    }
}
