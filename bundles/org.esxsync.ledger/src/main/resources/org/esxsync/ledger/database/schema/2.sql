-- Schema 2 of the ledger.
--
-- SQLite puts the column behind the one before it and in front of that one's remark, so that its
-- own stands within it.

ALTER TABLE artifact ADD COLUMN
    approximate_size INTEGER /* where only a rounded one is published */
        CHECK (approximate_size >= 0);
