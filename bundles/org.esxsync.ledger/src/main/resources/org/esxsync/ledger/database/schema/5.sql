-- Schema 5 of the ledger: digests by which verified artifacts are compared with what is published of
-- them later.

ALTER TABLE verified_artifact ADD COLUMN
    computed TEXT NOT NULL DEFAULT '' /* our own digests of it beside the SHA-256, which were not
        published: of each the algorithm, a blank and the hex digits; with tabs between them */;
