package org.esxsync.fetch.config;

import org.esxsync.api.configuration.HostPatterns;

/**
 * The proxy between us and the network.
 *
 * @param scheme how the proxy itself is spoken to: {@code http} or {@code https}
 * @param except hosts to reach directly
 */
public record ProxySettings(String scheme, String host, int port, HostPatterns except) {

    public boolean isFor(String target) {
        return !except.match(target);
    }
}
