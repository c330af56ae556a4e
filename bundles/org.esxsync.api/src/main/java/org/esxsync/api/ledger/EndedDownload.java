package org.esxsync.api.ledger;

import java.util.Optional;
import org.esxsync.api.fetch.StagedArtifact;

/**
 * How a download ended, as its node reported it.
 *
 * @param number of the offer
 * @param attempt the one that ended it
 * @param node who did it
 * @param staged what it is, if it succeeded
 * @param failure why it failed; empty if it succeeded
 */
public record EndedDownload(
        int number, int attempt, String node, Optional<StagedArtifact> staged, String failure) {}
