package org.esxsync.ledger.postgresql.database;

import java.util.Properties;
import java.util.regex.Pattern;
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

    private static final String KEY = "ledger";
    private static final String EXAMPLE =
            "write a URL such as jdbc:postgresql://db.example/esxsync?sslmode=verify-full";
    private static final String SCHEMA = "esxsync";
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /**
     * @param pid the configuration, for messages
     * @throws ConfigurationException if the URL is none of PostgreSQL, holds a password, or names
     *     anything but one plain schema
     */
    public static Address of(String pid, String url, String user, String password) {
        Properties parts = url.startsWith(START) ? Driver.parseURL(url, null) : null;
        if (parts == null) {
            throw new ConfigurationException(pid, KEY, withoutParameters(url), EXAMPLE);
        }
        if (parts.getProperty(PGProperty.PASSWORD.getName()) != null) {
            throw new ConfigurationException(
                    pid,
                    KEY,
                    withoutParameters(url),
                    "take the password out of it and set ledger.password=${file:/path/of/a/file}");
        }
        return new Address(url, schema(pid, parts), user, password);
    }

    private static String schema(String pid, Properties parts) {
        String schema = parts.getProperty(PGProperty.CURRENT_SCHEMA.getName(), SCHEMA);
        if (!PLAIN.matcher(schema).matches()) {
            throw new ConfigurationException(
                    pid,
                    KEY,
                    "…currentSchema=" + schema,
                    "name one schema, with small letters, digits and _");
        }
        return schema;
    }

    /** The URL without its parameters, for messages. */
    @Override
    public String toString() {
        return withoutParameters(url);
    }

    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
