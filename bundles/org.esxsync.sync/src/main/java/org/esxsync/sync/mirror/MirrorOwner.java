package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;

/**
 * Whom a mirror belongs to. A superuser may write to everybody's mirror, and what it wrote would
 * keep the owner's own syncs out from then on.
 *
 * @param mirror where it is
 * @param user the name of the user of this process
 */
public record MirrorOwner(MirrorPaths mirror, String user) {

    public MirrorOwner(MirrorPaths mirror) {
        this(mirror, System.getProperty("user.name"));
    }

    /**
     * Refuses to change a mirror whose new files would belong to somebody else than the mirror.
     *
     * @throws EsxSyncException naming both users, and what to do
     */
    public void refuseOthers() {
        Path existing = Files.exists(mirror.state()) ? mirror.state() : mirror.root();
        try {
            if (!Files.isDirectory(existing)) {
                return;
            }
            UserPrincipal owner = Files.getOwner(existing);
            if (!owner.getName().equals(user) && !owner.equals(ownerOfNewFiles(existing, owner))) {
                throw new EsxSyncException(
                        "the mirror %s belongs to the user %s, and files of the user %s in it would keep that user out; run this as %s, such as with 'sudo -u %s', or make %s the owner of all of it"
                                .formatted(
                                        mirror.root(),
                                        owner.getName(),
                                        user,
                                        owner.getName(),
                                        owner.getName(),
                                        user));
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new EsxSyncException(
                    "the owner of the mirror %s cannot be told: %s; check its rights"
                            .formatted(mirror.root(), PlainReason.withFile(e)),
                    e);
        }
    }

    /**
     * Asks the file system: a share may give all files to one user, and a user may have no name.
     * Where no file can be made, whoever writes to the mirror says so.
     */
    private static UserPrincipal ownerOfNewFiles(Path directory, UserPrincipal otherwise)
            throws IOException {
        Path probe;
        try {
            probe = Files.createTempFile(directory, ".owner", null);
        } catch (IOException e) {
            return otherwise;
        }
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }
}
