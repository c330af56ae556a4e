package org.esxsync.api.ledger;

/**
 * A publication whose files are staged and verified, and that is being put into place.
 *
 * @param publication what will stand in the release's directory
 * @param stage the directory that holds it until then, by its name in the staging area
 */
public record Intent(Publication publication, String stage) {}
