package org.esxsync.api.layout;

import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.RelativePath;

/**
 * Where an artifact goes in its release's directory.
 *
 * @param artifact the artifact
 * @param path the file, or the directory into which it is unpacked
 * @param unpack whether it is an archive that stands unpacked. If the archive holds a single
 *     directory at its top, then that directory's content is what {@code path} holds.
 */
public record Placement(Artifact artifact, RelativePath path, boolean unpack) {}
