package org.esxsync.sync.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.plan.Settled;

/**
 * Keeps up with upstream's metadata: a published patch may get a new description, with a recall, a
 * successor or another severity, though its own bytes stay. Used by one thread.
 */
public final class MetadataRenewal {

    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final MetadataStore copies;

    public MetadataRenewal(MirrorPaths mirror, Ledger ledger, MetadataStore copies) {
        this.mirror = mirror;
        this.ledger = ledger;
        this.copies = copies;
    }

    /**
     * Gives published patches the document that describes them now; their indexes are pending
     * afterwards.
     *
     * @return the patches whose document could not be downloaded
     */
    public List<Settled> renew() {
        Map<Artifact, List<Publication>> outdated = new LinkedHashMap<>();
        for (Publication publication : ledger.outdatedMetadata()) {
            Artifact metadata = publication.patch().metadata();
            if (metadata != null) {
                outdated.computeIfAbsent(metadata, document -> new ArrayList<>()).add(publication);
            }
        }
        List<Settled> failed = new ArrayList<>();
        outdated.forEach((document, publications) -> renew(document, publications, failed));
        return failed;
    }

    private void renew(Artifact document, List<Publication> publications, List<Settled> failed) {
        try {
            String sha256 = copies.keep(document);
            ledger.inOneTransaction(
                    () ->
                            publications.forEach(
                                    each ->
                                            ledger.recordMetadata(
                                                    each.release(), each.patch().key(), sha256)));
        } catch (LedgerOutageException e) {
            throw e;
        } catch (EsxSyncException e) {
            fail(publications, String.valueOf(e.getMessage()), failed);
        } catch (IOException e) {
            fail(
                    publications,
                    PlainReason.withFile(e) + "; check disk and rights of " + mirror.root(),
                    failed);
        }
    }

    private static void fail(List<Publication> publications, String reason, List<Settled> failed) {
        for (Publication publication : publications) {
            Patch patch = publication.patch();
            failed.add(
                    new Settled(
                            patch.key(),
                            new PatchOutcome(
                                    patch.id(),
                                    patch.source(),
                                    publication.release(),
                                    Outcome.FAILED,
                                    "its new metadata could not be downloaded, so the index keeps"
                                            + " the old: "
                                            + reason)));
        }
    }
}
