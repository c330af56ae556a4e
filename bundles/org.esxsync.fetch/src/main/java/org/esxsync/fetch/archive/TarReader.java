package org.esxsync.fetch.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Unpacks a tar stream, to its very end. */
final class TarReader {

    /** The label of a volume, which {@code tar -V} writes. */
    private static final byte LABEL = 'V';

    /** And wrong owners and modes: none of them is kept. */
    private static final boolean IGNORE_WRONG_TIMES = true;

    private TarReader() {}

    static void unpack(InputStream stream, UnpackTarget target) throws IOException {
        TarBlocks blocks = new TarBlocks(stream);
        TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        blocks,
                        TarConstants.DEFAULT_BLKSIZE,
                        TarConstants.DEFAULT_RCDSIZE,
                        "UTF-8",
                        IGNORE_WRONG_TIMES);
        long end = 0;
        for (TarArchiveEntry entry = next(tar, blocks); entry != null; entry = next(tar, blocks)) {
            target.grow(blocks.count() - end);
            try {
                unpack(tar, entry, target);
                target.pass(tar);
            } catch (ArchiveException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw new IOException("at '" + entry.getName() + "': " + e.getMessage(), e);
            }
            end = TarBlocks.roundUp(blocks.count());
        }
        blocks.checkEnd(end, target);
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar, TarBlocks blocks)
            throws IOException {
        blocks.beginHeaders();
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new IOException("a header is damaged: " + e.getMessage(), e);
        } finally {
            blocks.endHeaders();
        }
    }

    private static void unpack(
            TarArchiveInputStream tar, TarArchiveEntry entry, UnpackTarget target)
            throws IOException {
        String name = entry.getName();
        if (entry.getLinkFlag() == LABEL) {
            return;
        }
        if (entry.isStarSparse() || !tar.canReadEntryData(entry)) {
            throw new ArchiveException(name, "it is a sparse file as star alone writes it");
        }
        if (entry.isDirectory()) {
            target.directory(name);
        } else if (entry.isSymbolicLink()) {
            target.symbolicLink(name, entry.getLinkName());
        } else if (entry.isLink()) {
            target.hardLink(name, entry.getLinkName());
        } else if (entry.isFile() && isPlain(entry)) {
            target.file(name, Math.max(entry.getMode(), 0), tar);
        } else {
            throw new ArchiveException(
                    name, "it is neither a file nor a directory nor a link that stays inside");
        }
    }

    /** Commons Compress calls everything a file that is no directory. */
    private static boolean isPlain(TarArchiveEntry entry) {
        byte type = entry.getLinkFlag();
        return type == TarArchiveEntry.LF_NORMAL
                || type == TarArchiveEntry.LF_OLDNORM
                || type == TarArchiveEntry.LF_CONTIG
                || type == TarArchiveEntry.LF_GNUTYPE_SPARSE;
    }
}
