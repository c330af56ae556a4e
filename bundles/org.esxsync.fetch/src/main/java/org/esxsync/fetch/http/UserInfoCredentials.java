package org.esxsync.fetch.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** The user and password inside a location, for its host alone; the configured ones for others. */
final class UserInfoCredentials implements CredentialsProvider {

    private final URI location;
    private final CredentialsProvider configured;

    UserInfoCredentials(URI location, CredentialsProvider configured) {
        this.location = location;
        this.configured = configured;
    }

    @Override
    public @Nullable Credentials getCredentials(AuthScope scope, HttpContext context) {
        boolean here =
                location.getHost().equalsIgnoreCase(scope.getHost())
                        && (location.getPort() < 0 || location.getPort() == scope.getPort());
        if (!here) {
            return configured.getCredentials(scope, context);
        }
        String[] parts = location.getRawUserInfo().split(":", 2);
        String password = parts.length < 2 ? "" : decoded(parts[1]);
        return new UsernamePasswordCredentials(decoded(parts[0]), password.toCharArray());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
