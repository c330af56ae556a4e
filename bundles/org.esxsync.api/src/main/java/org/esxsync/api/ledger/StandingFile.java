package org.esxsync.api.ledger;

import java.time.Instant;

/**
 * A file that stands in a release's directory. It is as the ledger knows it if its size is the same
 * and it was not changed since.
 *
 * @param file the file
 * @param since when the last publication that put it there was recorded
 */
public record StandingFile(PublishedFile file, Instant since) {}
