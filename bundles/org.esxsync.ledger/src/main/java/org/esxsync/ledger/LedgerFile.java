package org.esxsync.ledger;

import java.nio.file.Path;
import java.util.Optional;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.sql.LedgerName;

/** The ledger of a mirror as a file. */
final class LedgerFile {

    private LedgerFile() {}

    /** Where it is in the mirror's directory of state. */
    static Path of(Path directory) {
        return directory.resolve("ledger.db");
    }

    /** A mirror has one ledger: none of it begins here while there is one in a database. */
    static void requireNoOther(Path directory) {
        Optional<LedgerName> name = LedgerName.read(directory);
        if (name.isPresent()) {
            throw new LedgerException(
                    LedgerName.file(directory),
                    "it is in the database %s, which is not configured; set ledger= in org.esxsync.sync.cfg"
                            .formatted(name.get().database()),
                    null);
        }
    }
}
