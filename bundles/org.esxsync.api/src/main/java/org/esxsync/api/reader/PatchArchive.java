package org.esxsync.api.reader;

import java.nio.file.Path;
import org.esxsync.api.patch.Artifact;

/**
 * An archive, and what its patches are to be like. They come as its file and not as the files in
 * it, since a host takes such an archive as a whole.
 *
 * @param source the name of the source on whose behalf it is read, which the patches bear
 * @param format the format of the patches: the layout that places the archive in the mirror
 * @param artifact the archive as it is downloaded and published; the only artifact of each patch
 * @param file the archive on disk
 * @param workspace an existing directory for temporary files. A reader leaves none behind, unless
 *     its process is killed.
 */
public record PatchArchive(
        String source, String format, Artifact artifact, Path file, Path workspace) {}
