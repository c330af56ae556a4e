-- Schema 8 of the ledger: what a server wants to know of published files without reading them.

ALTER TABLE published_file ADD COLUMN
    crc32 INTEGER /* of its bytes; null for a link, and where nobody computed it */
        CHECK (crc32 BETWEEN 0 AND 4294967295);

ALTER TABLE published_file ADD COLUMN
    modified INTEGER /* when it was last written before it was published, in milliseconds since
        1970; null for a link, and where that was not recorded */;
