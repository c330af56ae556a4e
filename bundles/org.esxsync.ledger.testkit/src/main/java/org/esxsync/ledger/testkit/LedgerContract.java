package org.esxsync.ledger.testkit;

import org.esxsync.api.ledger.LedgerStore;
import org.junit.jupiter.api.Nested;

/**
 * What every ledger keeps to, through its service alone. A ledger's test extends this and gives the
 * store; {@link HistoryChainContract} has what needs a way past the service.
 */
public abstract class LedgerContract {

    /** The store under test. Each test opens its ledgers in an empty directory. */
    protected abstract LedgerStore store();

    @Nested
    class Catalogue extends CatalogueContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class Listings extends ListingContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class Publications extends PublicationContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class Intents extends IntentContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class Indexes extends IndexContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class Conclusions extends ConclusionContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class History extends HistoryContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class Transactions extends TransactionContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class Threads extends ConcurrencyContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }

    @Nested
    class Opening extends OpeningContract {
        @Override
        protected LedgerStore store() {
            return LedgerContract.this.store();
        }
    }
}
