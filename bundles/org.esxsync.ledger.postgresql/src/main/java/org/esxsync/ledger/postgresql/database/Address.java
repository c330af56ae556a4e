package org.esxsync.ledger.postgresql.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.configuration.ConfigurationException;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a database is, and who logs in to it.
 *
 * @param url as the administrator wrote it, with parameters of the driver
 * @param schema where the tables are
 * @param user empty for the one that the driver finds
 * @param password empty for none, or for the one of the driver's password file
 */
public record Address(String url, String schema, String user, String password) {

    /** How the URLs begin. */
    public static final String START = "jdbc:postgresql:";

    private static final String EXAMPLE =
            "write a URL such as jdbc:postgresql://db.example/esxsync?sslmode=verify-full";
    private static final String SCHEMA = "esxsync";

    /** The server keeps names that begin with pg_ for itself. */
    private static final Pattern PLAIN = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");

    /** Parameters of the driver, which reads their names in these letters alone. */
    private static final List<String> PASSWORDS =
            List.of(PGProperty.PASSWORD.getName(), PGProperty.SSL_PASSWORD.getName());

    /**
     * @param pid the configuration, for messages
     * @param key its key, for messages
     * @throws ConfigurationException if the URL is none of PostgreSQL, holds a password, or names
     *     anything but one plain schema
     */
    public static Address of(String pid, String key, String url, String user, String password) {
        if (withoutParameters(url).contains("@")) {
            throw new ConfigurationException(
                    pid,
                    key,
                    shown(url),
                    "take what is before the @ out of it and set ledger.user= and"
                            + " ledger.password=${file:/path/of/a/file}");
        }
        Properties parts = url.startsWith(START) ? Driver.parseURL(url, null) : null;
        if (parts == null) {
            throw new ConfigurationException(pid, key, shown(url), EXAMPLE);
        }
        if (hasPassword(url)) {
            throw new ConfigurationException(
                    pid,
                    key,
                    withoutParameters(url),
                    "take the password out of it and set ledger.password=${file:/path/of/a/file}");
        }
        return new Address(url, schema(pid, key, parts), user, password);
    }

    /** In the URL itself: the driver adds the password of its own file to what it takes apart. */
    private static boolean hasPassword(String url) {
        return parameters(url)
                .anyMatch(
                        each ->
                                PASSWORDS.stream()
                                        .anyMatch(each.split("=", 2)[0]::equalsIgnoreCase));
    }

    private static Stream<String> parameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? Stream.of() : Stream.of(url.substring(parameters + 1).split("&"));
    }

    private static String schema(String pid, String key, Properties parts) {
        String schema = parts.getProperty(PGProperty.CURRENT_SCHEMA.getName(), SCHEMA);
        if (!PLAIN.matcher(schema).matches()) {
            throw new ConfigurationException(
                    pid,
                    key,
                    "…currentSchema=" + schema,
                    "name one schema, with small letters, digits and _, that does not begin with"
                            + " pg_");
        }
        return schema;
    }

    /** What the URL says of a parameter of the driver. */
    Optional<String> parameter(PGProperty parameter) {
        String start = parameter.getName() + "=";
        return parameters(url)
                .filter(each -> each.startsWith(start))
                .map(
                        each ->
                                URLDecoder.decode(
                                        each.substring(start.length()), StandardCharsets.UTF_8))
                .reduce((former, later) -> later);
    }

    /** The URL without its parameters, for messages. */
    @Override
    public String toString() {
        return withoutParameters(url);
    }

    /** A wrong URL for messages: before an @ may be a password, whatever characters it has. */
    private static String shown(String url) {
        return url.contains("@") && url.startsWith(START) ? START + "…" : withoutParameters(url);
    }

    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
