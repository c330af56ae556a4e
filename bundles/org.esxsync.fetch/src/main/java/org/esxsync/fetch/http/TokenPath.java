package org.esxsync.fetch.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.Secrets;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.SecretReference;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.fetch.config.FetchConfig;

/**
 * Puts secrets into the path of a URL just before it is sent, such as the download token of a
 * depot. Until then the URL holds a reference, percent-encoded, as in <code>
 * https://dl.broadcom.com/$%7Benv:TOKEN%7D/PROD/…</code>. A document from elsewhere must not send
 * secrets anywhere: only the first directory at a host that has tokens is resolved, and what the
 * administrator has written for a host.
 */
final class TokenPath {

    private static final Pattern REFERENCE = Pattern.compile("(?<=/)\\$%7[Bb].+?%7[Dd](?=/|$)");
    private static final Pattern FIRST = Pattern.compile("https?://[^/]+/+");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]+");

    private TokenPath() {}

    /**
     * @param environment the variables that the token may stand in
     * @throws FetchException if there is no such token
     */
    static URI resolve(URI location, Map<String, String> environment) {
        String text = location.toString();
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String reference = URLDecoder.decode(matcher.group(), StandardCharsets.UTF_8);
            boolean isFirst = FIRST.matcher(text.substring(0, matcher.start())).matches();
            boolean isKnownToBeOne = isFirst && RedactedLocation.hasToken(location);
            matcher.appendReplacement(
                    resolved,
                    Matcher.quoteReplacement(
                            isKnownToBeOne || Secrets.isPermitted(location, reference)
                                    ? token(location, reference, environment)
                                    : matcher.group()));
        }
        return URI.create(matcher.appendTail(resolved).toString());
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
