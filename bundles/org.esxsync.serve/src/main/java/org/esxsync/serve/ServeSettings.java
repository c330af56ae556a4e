package org.esxsync.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.esxsync.api.Secrets;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.SecretReference;
import org.esxsync.serve.login.Account;
import org.esxsync.serve.server.CannotListenException;
import org.esxsync.serve.server.ServerSettings;
import org.jspecify.annotations.Nullable;

/** Checks the configuration. */
final class ServeSettings {

    static final String PID = "org.esxsync.serve";

    private static final int MAX_PORT = 65_535;
    private static final int MAX_CONNECTIONS = 100_000;
    private static final int MAX_IDLE = 3_600;

    /** A name would be looked up, and could mean another address tomorrow. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "%1$s(\\.%1$s){3}|[0-9A-Fa-f:.]*:[^/]*"
                            .formatted("(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"));

    private static final Pattern BASE = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private ServeSettings() {}

    /**
     * What a configuration means; empty if nothing is to be served.
     *
     * @throws ConfigurationException if a value cannot be used
     */
    static Optional<ServerSettings> of(ServeConfig config) {
        return config.port().isBlank()
                ? Optional.empty()
                : Optional.of(of(config, port(config.port())));
    }

    /**
     * Checks all values, also where nothing is to be served.
     *
     * @throws ConfigurationException if a value cannot be used
     */
    static void check(ServeConfig config) {
        password(config);
        of(config, config.port().isBlank() ? 0 : port(config.port()));
    }

    /** What a configuration means with a port of its own. */
    static ServerSettings of(ServeConfig config, int port) {
        return new ServerSettings(
                address(config.address()),
                port,
                tls(config),
                base(config.base()),
                path("access.log", config.access_log()),
                number("connections", config.connections(), MAX_CONNECTIONS),
                Duration.ofSeconds(number("idle", config.idle(), MAX_IDLE)));
    }

    /**
     * Who may log in to the pages; empty if nobody.
     *
     * @throws ConfigurationException if only one of user and password is set, or the password
     *     refers to nothing
     */
    static Optional<Account> account(ServeConfig config) {
        String password = password(config);
        return password.isEmpty()
                ? Optional.empty()
                : Optional.of(new Account(config.user().strip(), password));
    }

    private static String password(ServeConfig config) {
        String password =
                SecretReference.resolve(PID, "password", config.password(), System.getenv());
        if (config.user().isBlank() != password.isBlank()) {
            throw config.user().isBlank()
                    ? new ConfigurationException(PID, "user", "", "set it beside password")
                    : new ConfigurationException(PID, "password", "", "set it beside user");
        }
        Secrets.know(password);
        return password.isBlank() ? "" : password;
    }

    /** What to tell of settings that a server cannot listen with. */
    static ConfigurationException problem(CannotListenException reason) {
        return new ConfigurationException(PID, reason.key(), reason.value(), reason.reason());
    }

    static int port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new ConfigurationException(
                PID, "port", text, "use a number from 1 to " + MAX_PORT + ", or nothing");
    }

    static InetAddress address(String text) {
        try {
            String address = text.strip();
            if (address.equals("localhost")) {
                return InetAddress.getByName("127.0.0.1");
            }
            if (ADDRESS.matcher(address).matches()) {
                return InetAddress.getByName(address);
            }
        } catch (UnknownHostException e) {
            // Told below.
        }
        throw new ConfigurationException(
                PID, "address", text, "use an IP address, such as 127.0.0.1 or 0.0.0.0");
    }

    private static ServerSettings.@Nullable Tls tls(ServeConfig config) {
        Path certificate = path("tls.certificate", config.tls_certificate());
        Path key = path("tls.key", config.tls_key());
        if (certificate == null) {
            if (key != null) {
                throw new ConfigurationException(
                        PID, "tls.key", key.toString(), "set tls.certificate, too");
            }
            return null;
        }
        return new ServerSettings.Tls(certificate, key == null ? certificate : key);
    }

    private static String base(String text) {
        String base = text.strip().replaceFirst("/+$", "");
        if (!base.isEmpty() && !BASE.matcher(base).matches()) {
            throw new ConfigurationException(PID, "base", text, "use a path such as /esx");
        }
        return base;
    }

    private static @Nullable Path path(String key, String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return Path.of(text.strip()).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new ConfigurationException(PID, key, text, "use a file's path");
        }
    }

    private static int number(String key, int value, int max) {
        if (value < 1 || value > max) {
            throw new ConfigurationException(
                    PID, key, Integer.toString(value), "use a number from 1 to " + max);
        }
        return value;
    }
}
