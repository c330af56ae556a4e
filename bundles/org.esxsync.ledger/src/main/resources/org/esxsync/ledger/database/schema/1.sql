-- Schema 1 of the ledger.
--
-- Instants are text in UTC to the millisecond, such as 2007-03-29T08:15:00.000Z, so that they sort
-- as they follow each other. Remarks stand inside the statements, where .schema shows them.

PRAGMA application_id = 0x45535853; -- ESXS

CREATE TABLE source_scan (
    -- The last scan of each source as a whole.
    source        TEXT NOT NULL PRIMARY KEY,
    scanned_at    TEXT NOT NULL CHECK (scanned_at LIKE '____-__-__T__:__:__.___Z'), -- its start
    unchanged     INTEGER NOT NULL CHECK (unchanged IN (0, 1)), -- 1: nothing had changed
    listed_since  TEXT CHECK (listed_since LIKE '____-__-__T__:__:__.___Z'),
                  -- start of the last scan that was not unchanged; what was last seen before it
                  -- is no longer listed
    state         TEXT -- what the source wants to be told at its next scan
) WITHOUT ROWID;

CREATE TABLE patch (
    -- Every patch that a source ever listed, as it was last listed. Rows are never deleted.
    number        INTEGER NOT NULL PRIMARY KEY,
    source        TEXT NOT NULL,
    id            TEXT NOT NULL, -- the publisher's id, which publishers do use again
    revision      TEXT NOT NULL, -- which bytes are meant
    format        TEXT NOT NULL,
    title         TEXT NOT NULL,
    release_date  TEXT,
    category      TEXT NOT NULL, -- security, critical, general, bugfix …; empty if not published
    severity      TEXT NOT NULL, -- empty if not published
    reboot        TEXT NOT NULL CHECK (reboot IN ('REQUIRED', 'NOT_REQUIRED', 'UNKNOWN')),
    details       TEXT, -- the URL of a page about it
    first_seen    TEXT NOT NULL CHECK (first_seen LIKE '____-__-__T__:__:__.___Z'),
    last_seen     TEXT NOT NULL CHECK (last_seen LIKE '____-__-__T__:__:__.___Z'),
    UNIQUE (source, id, revision)
);

CREATE INDEX patch_by_id ON patch (id COLLATE NOCASE);

CREATE TABLE platform (
    -- What a patch is for, in its publisher's words and order.
    patch            INTEGER NOT NULL REFERENCES patch (number),
    position         INTEGER NOT NULL,
    product          TEXT NOT NULL,
    version_pattern  TEXT NOT NULL,
    PRIMARY KEY (patch, position)
) WITHOUT ROWID;

CREATE TABLE supersedes (
    -- The ids of the patches that a patch replaces.
    patch          INTEGER NOT NULL REFERENCES patch (number),
    position       INTEGER NOT NULL,
    superseded_id  TEXT NOT NULL,
    PRIMARY KEY (patch, position)
) WITHOUT ROWID;

CREATE TABLE artifact (
    -- The files of a patch, and the document that describes it to hosts, as published.
    patch     INTEGER NOT NULL REFERENCES patch (number),
    position  INTEGER NOT NULL, -- 0: the metadata document; from 1: the files
    path      TEXT NOT NULL,
    location  TEXT NOT NULL, -- the URL where it can be read
    size      INTEGER CHECK (size >= 0), -- bytes; null if not published
    PRIMARY KEY (patch, position)
) WITHOUT ROWID;

CREATE TABLE artifact_digest (
    -- The digests that were published for an artifact.
    patch      INTEGER NOT NULL,
    artifact   INTEGER NOT NULL, -- its position
    position   INTEGER NOT NULL,
    algorithm  TEXT NOT NULL,
    hex        TEXT NOT NULL,
    PRIMARY KEY (patch, artifact, position),
    FOREIGN KEY (patch, artifact) REFERENCES artifact (patch, position) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE publication (
    -- The patches that stand in each release's directory, come into it or have left it.
    number           INTEGER NOT NULL PRIMARY KEY,
    state            TEXT NOT NULL CHECK (state IN ('INTENDED', 'STANDING', 'LEAVING', 'REMOVED')),
                     -- INTENDED: staged and verified, about to be put into place
                     -- LEAVING: about to be removed; the index must no longer reach it
    stage            TEXT, -- where an intended one is staged
    release          TEXT NOT NULL, -- such as esx-3.0.1
    id               TEXT NOT NULL,
    revision         TEXT NOT NULL,
    source           TEXT NOT NULL, -- the source that it was taken from
    published_at     TEXT NOT NULL CHECK (published_at LIKE '____-__-__T__:__:__.___Z'),
    metadata_sha256  TEXT CHECK (length(metadata_sha256) = 64),
                     -- names the mirror's copy of the metadata document
    UNIQUE (release, id, revision),
    CHECK ((state = 'INTENDED') = (stage IS NOT NULL)),
    FOREIGN KEY (source, id, revision) REFERENCES patch (source, id, revision)
);

CREATE INDEX publication_by_patch ON publication (id, revision);

CREATE INDEX publication_under_way ON publication (state) WHERE state <> 'STANDING';

CREATE TABLE published_file (
    -- The files that a publication put into its release's directory; publications may share them.
    publication  INTEGER NOT NULL REFERENCES publication (number) ON DELETE CASCADE,
    path         TEXT NOT NULL, -- below the release's directory
    type         TEXT NOT NULL CHECK (type IN ('FILE', 'SYMBOLIC_LINK')),
    size         INTEGER NOT NULL CHECK (size >= 0),
    sha256       TEXT NOT NULL CHECK (length(sha256) = 64), -- of a link's text, for a link
    executable   INTEGER NOT NULL CHECK (executable IN (0, 1)), -- 1: mode 0755, 0: mode 0644
    PRIMARY KEY (publication, path)
) WITHOUT ROWID;

CREATE INDEX published_file_by_path ON published_file (path);

CREATE TABLE verified_artifact (
    -- The artifacts of a publication as they were downloaded and agreed with what was published.
    publication  INTEGER NOT NULL REFERENCES publication (number) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    path         TEXT NOT NULL, -- as published
    size         INTEGER NOT NULL CHECK (size >= 0),
    sha256       TEXT NOT NULL CHECK (length(sha256) = 64), -- computed by us
    PRIMARY KEY (publication, position)
) WITHOUT ROWID;

CREATE TABLE checked_digest (
    -- The published digests that a verified artifact was compared with.
    publication  INTEGER NOT NULL,
    artifact     INTEGER NOT NULL, -- its position
    position     INTEGER NOT NULL,
    algorithm    TEXT NOT NULL,
    hex          TEXT NOT NULL,
    PRIMARY KEY (publication, artifact, position),
    FOREIGN KEY (publication, artifact)
        REFERENCES verified_artifact (publication, position) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE release_index (
    -- Whether the index in a release's directory reaches all that was published there.
    release  TEXT NOT NULL PRIMARY KEY,
    pending  INTEGER NOT NULL CHECK (pending IN (0, 1)) -- 1: not yet
) WITHOUT ROWID;

CREATE TABLE index_file (
    -- The files that make a release's index; while it is pending, also those that will.
    release     TEXT NOT NULL REFERENCES release_index (release),
    path        TEXT NOT NULL, -- below the release's directory
    type        TEXT NOT NULL CHECK (type IN ('FILE', 'SYMBOLIC_LINK')),
    size        INTEGER NOT NULL CHECK (size >= 0),
    sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
    executable  INTEGER NOT NULL CHECK (executable IN (0, 1)),
    PRIMARY KEY (release, path)
) WITHOUT ROWID;

CREATE TABLE event (
    -- The history: numbered without gaps, only ever added to, and chained by hash, so that a row
    -- that was changed or removed later is found.
    number          INTEGER NOT NULL PRIMARY KEY,
    at              TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__.___Z'),
    kind            TEXT NOT NULL,
    source          TEXT,
    patch_id        TEXT,
    patch_revision  TEXT,
    release         TEXT,
    detail          TEXT NOT NULL,
    hash            TEXT NOT NULL CHECK (length(hash) = 64),
                    -- SHA-256 of the previous row's hash (64 zeros for row 1), and then, each after
                    -- a comma and as quote() writes it, of all columns from number to detail
    CHECK ((patch_id IS NULL) = (patch_revision IS NULL))
);

CREATE TABLE history_head (
    -- The last event, so that it is found when the newest events were cut off.
    only    INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    number  INTEGER NOT NULL,
    hash    TEXT NOT NULL CHECK (length(hash) = 64)
);

CREATE INDEX event_by_patch ON event (patch_id, patch_revision, release, kind);

CREATE TRIGGER event_comes_next BEFORE INSERT ON event
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM event)
BEGIN
    SELECT RAISE(ABORT, 'an event takes the number after the last one');
END;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'the history is never changed');
END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'the history is never removed');
END;
