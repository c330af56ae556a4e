package org.esxsync.source.files;

import java.util.List;
import org.esxsync.api.reader.PatchArchiveReader;
import org.esxsync.api.reader.PatchPageReader;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What other rooms can read of a share, as they come and go. For any thread. */
@Component(service = ArchiveReaders.class)
public final class ArchiveReaders {

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<PatchPageReader> pages = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<PatchArchiveReader> archives = List.of();

    /** Those of this moment. */
    Readers now() {
        return new Readers(List.copyOf(pages), List.copyOf(archives));
    }
}
