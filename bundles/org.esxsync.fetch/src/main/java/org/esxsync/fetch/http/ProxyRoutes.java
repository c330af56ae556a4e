package org.esxsync.fetch.http;

import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.esxsync.fetch.config.ProxySettings;
import org.jspecify.annotations.Nullable;

/** Leads through the proxy to all hosts but those excepted. */
final class ProxyRoutes extends DefaultRoutePlanner {

    private final ProxySettings settings;

    ProxyRoutes(ProxySettings settings) {
        super(DefaultSchemePortResolver.INSTANCE);
        this.settings = settings;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        return settings.isFor(target.getHostName())
                ? new HttpHost(settings.scheme(), settings.host(), settings.port())
                : null;
    }
}
