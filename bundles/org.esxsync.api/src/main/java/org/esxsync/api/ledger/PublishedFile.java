package org.esxsync.api.ledger;

import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.patch.RelativePath;

/**
 * A file in a release's directory.
 *
 * @param path where it stands, below the release's directory
 * @param type what it is
 * @param size its bytes
 * @param sha256 its SHA-256 in hexadecimal digits
 * @param executable whether a plain file's mode is 0755; else it is 0644
 */
public record PublishedFile(
        RelativePath path, StagedFile.Type type, long size, String sha256, boolean executable) {}
