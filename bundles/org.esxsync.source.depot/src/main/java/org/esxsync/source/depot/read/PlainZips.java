package org.esxsync.source.depot.read;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.patch.Digest;
import org.osgi.service.component.annotations.Component;

/**
 * What the plain ones of the metadata zips offer that were read last, so that an index need not
 * read them again; as long as there is memory for it. Safe for many threads.
 */
@Component(service = PlainZips.class)
public final class PlainZips {

    /** More than any depot has, by far. */
    private static final int MOST = 256;

    private final Map<Digest, SoftReference<PlainZip>> bySha256 =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Digest, SoftReference<PlainZip>> eldest) {
                    return size() > MOST;
                }
            };

    public synchronized void keep(Digest sha256, PlainZip zip) {
        bySha256.put(sha256, new SoftReference<>(zip));
    }

    /** What the zip with this SHA-256 offers, if it is known and plain. */
    public synchronized Optional<PlainZip> find(Digest sha256) {
        return Optional.ofNullable(bySha256.get(sha256)).map(SoftReference::get);
    }
}
