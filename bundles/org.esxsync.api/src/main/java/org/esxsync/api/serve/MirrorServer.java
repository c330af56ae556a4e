package org.esxsync.api.serve;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Serves the mirror over HTTP for a caller, beside what is configured. For many threads. */
@ProviderType
public interface MirrorServer {

    /**
     * Serves until the calling thread is interrupted.
     *
     * @param request where; all else is as configured
     * @param started told the URL once it is served
     * @throws org.esxsync.api.configuration.ConfigurationException if a value cannot be used, or
     *     the port is in use
     */
    void serve(ServeRequest request, Consumer<URI> started);

    /**
     * Where other machines reach the mirror, as far as the configuration tells it.
     *
     * @return the URL with a slash at its end; empty where nothing is served by configuration, on
     *     this machine alone, or on all of its addresses, and where a value cannot be used
     */
    default Optional<URI> url() {
        return Optional.empty();
    }
}
