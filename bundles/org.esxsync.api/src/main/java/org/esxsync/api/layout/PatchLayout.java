package org.esxsync.api.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows where the verified patches of one format stand in a release's directory and what index
 * surrounds them. It lives in the room that also reads the format. Stateless; called by many
 * threads.
 */
@ConsumerType
public interface PatchLayout {

    /** The service property that names the format; see {@link Patch#format()}. */
    String FORMAT = "esx.format";

    /**
     * Where each artifact of the patch goes. Two different patches of a release may share a place
     * only if their bytes are the same.
     */
    List<Placement> place(Patch patch);

    /**
     * Whether an archive can be the patch's by the name of the single directory at its top. Asked
     * before anything of it is published: a server that mixes up its answers sends the archive of
     * another patch.
     *
     * @param patch the patch that is to be published
     * @param directory the name that the archive gives its directory
     */
    default boolean suits(Patch patch, String directory) {
        return true;
    }

    /**
     * Writes the index of a release's directory, whose artifacts are in place already. The same
     * patches give the same bytes.
     *
     * @param release the release
     * @param patches what the index must reach, in the order of their ids, each with its metadata
     *     document if it has one; may be empty
     * @param notices what the index tells of recalls, if its format can: notices, and recalled
     *     patches without their files; may be empty
     * @param directory an empty directory that takes the index files
     * @return what was written; index files of earlier calls that are not among its files are
     *     removed afterwards
     */
    WrittenIndex writeIndex(
            EsxRelease release, List<IndexedPatch> patches, List<Patch> notices, Path directory);

    /**
     * The command lines with which a host of a release takes a patch from the mirror, for people:
     * {@code http://MIRROR/} stands for wherever it is served. A line that begins with {@code #} is
     * a remark. Empty where the layout does not know.
     *
     * @param patch the patch, which stands where its first file does, or is to be placed if that is
     *     not told
     */
    default List<String> installation(EsxRelease release, IndexedPatch patch) {
        return List.of();
    }

    /**
     * Reads a release's directory as a host does, and tells what a host would miss or stumble over,
     * such as an index that offers a file which is not there, or that does not reach a patch.
     * Nothing is hashed again. A layout whose patches hosts read without an index has nothing to
     * tell. Asked only for a release that has an index of this format.
     *
     * @param release the release
     * @param patches what its index must reach, as for {@link #writeIndex}, but without their VIBs
     * @param directory its directory in the mirror
     * @param files the published files that stand there as the ledger knows them; one that is
     *     missing or damaged is not among them
     * @return what is wrong, in the order in which a host comes upon it; at most 1,000
     */
    default List<LayoutFinding> check(
            EsxRelease release,
            List<IndexedPatch> patches,
            Path directory,
            Map<RelativePath, PublishedFile> files) {
        return List.of();
    }
}
