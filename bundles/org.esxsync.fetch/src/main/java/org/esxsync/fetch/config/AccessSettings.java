package org.esxsync.fetch.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.Secrets;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.HostPatterns;
import org.esxsync.api.configuration.SecretReference;
import org.jspecify.annotations.Nullable;

/** Reads proxy, credentials and CA file from the configuration. */
final class AccessSettings {

    private static final Pattern CREDENTIALS =
            Pattern.compile("([^=:\\s]+)(?::(\\d{1,5}))?\\s*=\\s*([^:]*):(.*)");

    private final FetchConfig config;
    private final Map<String, String> environment;

    AccessSettings(FetchConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    @Nullable ProxySettings proxy() {
        String text = config.proxy().strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI uri = URI.create(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean known = scheme.equals("http") || scheme.equals("https");
            if (known && uri.getHost() != null && uri.getPort() > 0 && uri.getUserInfo() == null) {
                HostPatterns except = HostPatterns.of(config.proxy_except());
                return new ProxySettings(scheme, uri.getHost(), uri.getPort(), except);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ConfigurationException(
                FetchConfig.PID,
                "proxy",
                text.replaceFirst("//.*@", "//***@"),
                "use http://host:port, and proxy.user and proxy.password for the rest");
    }

    /** One in a line, whether it is a line of the configuration or of the file that it names. */
    List<HostCredentials> credentials() {
        List<HostCredentials> known = new ArrayList<>();
        for (String text : config.credentials()) {
            secret("credentials", text)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> known.add(credentials(line)));
        }
        ProxySettings proxy = proxy();
        if (proxy != null && !config.proxy_user().isEmpty()) {
            String password = secret("proxy.password", config.proxy_password());
            Secrets.know(password);
            known.add(
                    new HostCredentials(proxy.host(), proxy.port(), config.proxy_user(), password));
        }
        return List.copyOf(known);
    }

    @Nullable Path caFile() {
        String file = config.ca_file().strip();
        try {
            return file.isEmpty() ? null : Path.of(file);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    FetchConfig.PID, "ca.file", file, "name a readable file");
        }
    }

    private String secret(String key, String text) {
        return SecretReference.resolve(FetchConfig.PID, key, text, environment);
    }

    private static HostCredentials credentials(String text) {
        Matcher matcher = CREDENTIALS.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ConfigurationException(
                    FetchConfig.PID, "credentials", "***", "use host=user:password");
        }
        Secrets.know(matcher.group(4));
        int port = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
        return new HostCredentials(matcher.group(1), port, matcher.group(3), matcher.group(4));
    }
}
