package org.esxsync.api.serve;

import java.net.URI;
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
}
