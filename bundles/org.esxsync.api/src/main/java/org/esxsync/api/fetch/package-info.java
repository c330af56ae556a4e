/**
 * Documents and artifacts, from their location to verified bytes on disk.
 *
 * <pre>{@code
 * StagedArtifact staged =
 *         downloader.download(artifact, directory.resolve("x.vib"), partials, TransferListener.NONE);
 * log.info("{} bytes with SHA-256 {}", staged.size(), staged.sha256());
 * }</pre>
 */
@Export
@Version("1.3.0")
@NullMarked
package org.esxsync.api.fetch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
