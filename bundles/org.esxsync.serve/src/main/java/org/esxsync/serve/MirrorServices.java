package org.esxsync.serve;

import java.util.Objects;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.serve.hosts.HostRoom;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * What a server asks.
 *
 * @param mirror where the files are
 * @param catalogue what is known; made at the first request that needs it
 * @param json writes it; likewise
 * @param sync does what a page starts; likewise
 * @param hosts keeps hosts and judges them, where a bundle does
 * @param version of this bundle
 */
record MirrorServices(
        PublishedMirror mirror,
        Supplier<MirrorCatalogue> catalogue,
        Supplier<JsonWriter> json,
        Supplier<PatchSync> sync,
        HostRoom hosts,
        String version) {

    static MirrorServices of(
            BundleContext context,
            PublishedMirror mirror,
            ServiceReference<MirrorCatalogue> catalogue,
            ServiceReference<JsonWriter> json,
            ServiceReference<PatchSync> sync,
            HostRoom hosts) {
        return new MirrorServices(
                mirror,
                () -> service(context, catalogue),
                () -> service(context, json),
                () -> service(context, sync),
                hosts,
                Objects.toString(context.getBundle().getVersion()));
    }

    static <T> T service(BundleContext context, ServiceReference<T> reference) {
        T service = context.getService(reference);
        if (service == null) {
            throw new EsxSyncException("the service %s is gone".formatted(reference));
        }
        return service;
    }
}
