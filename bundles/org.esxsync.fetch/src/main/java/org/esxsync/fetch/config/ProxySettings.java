package org.esxsync.fetch.config;

import java.util.List;
import java.util.Locale;

/**
 * The proxy between us and the network.
 *
 * @param scheme how the proxy itself is spoken to: {@code http} or {@code https}
 * @param except hosts to reach directly: names, {@code .domain}, {@code *.domain}, or {@code *}
 */
public record ProxySettings(String scheme, String host, int port, List<String> except) {

    public ProxySettings {
        except =
                except.stream()
                        .map(rule -> rule.strip().toLowerCase(Locale.ROOT))
                        .filter(rule -> !rule.isEmpty())
                        .toList();
    }

    public boolean isFor(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        return except.stream().noneMatch(rule -> matches(rule, name));
    }

    private static boolean matches(String rule, String name) {
        String domain = rule.startsWith("*.") ? rule.substring(1) : rule;
        return rule.equals("*")
                || rule.equals(name)
                || (domain.startsWith(".")
                        && (name.endsWith(domain) || name.equals(domain.substring(1))));
    }
}
