-- Schema 7 of the ledger: files that stay in the mirror for a while after an index has left them.

CREATE TABLE former_file (
    -- The files that the index of a release no longer reaches, for clients that read the former one.
    release  TEXT NOT NULL,
    path     TEXT NOT NULL, -- below the release's directory
    size     INTEGER NOT NULL CHECK (size >= 0),
    since    TEXT NOT NULL CHECK (since LIKE '____-__-__T__:__:__.___Z'), -- when the index left it
    PRIMARY KEY (release, path)
) WITHOUT ROWID;
