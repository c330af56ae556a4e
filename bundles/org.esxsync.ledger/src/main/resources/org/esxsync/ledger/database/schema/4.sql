-- Schema 4 of the ledger: the kinds of patches, and the VIBs that they consist of.

ALTER TABLE patch ADD COLUMN
    kind TEXT NOT NULL DEFAULT 'PATCH' CHECK (kind IN
        ('PATCH', 'BULLETIN', 'VIB', 'IMAGE_PROFILE', 'NOTICE'));

ALTER TABLE patch ADD COLUMN
    release_time TEXT /* the time of day as published, such as 13:48 */;

ALTER TABLE patch ADD COLUMN
    vibs TEXT NOT NULL DEFAULT '' /* the numbers of its VIBs, in its publisher's order, with commas
        between them */;

ALTER TABLE patch ADD COLUMN
    profile TEXT NOT NULL DEFAULT '' /* of an image profile: creator, acceptance level and the ids
        of VIBs that its depot does not describe, with tabs between them */;

ALTER TABLE patch ADD COLUMN
    notice TEXT NOT NULL DEFAULT '' /* of a notice: kind, text, and the ids of the bulletins and
        VIBs that it recalls and of the recalls that it resolves; with tabs between them, and
        char(31) after each id */;

UPDATE patch SET kind = 'BULLETIN' WHERE format = 'depot';

CREATE TABLE vib (
    -- The VIBs of patches, each once however many patches consist of it.
    number  INTEGER NOT NULL PRIMARY KEY,
    sha256  TEXT NOT NULL UNIQUE, -- of the text
    text    TEXT NOT NULL -- vendor, type, name, version, acceptance level, payload types, what it
            -- depends on, conflicts with, replaces and provides, whether it takes a restart, can be
            -- installed live and takes maintenance mode, its platforms, and the path of its file;
            -- with tabs between them, char(31) after each value of a list and char(29) between
            -- name, operator and version, or between product and version pattern
);
