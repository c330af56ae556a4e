-- Schema 6 of the ledger: what need not be worked out again as long as nothing has changed, and how
-- many patches each source lists.

CREATE TABLE conclusion (
    -- What was worked out from the tables patch, source_scan and publication. Each change of these
    -- deletes it, whoever makes the change.
    name   TEXT NOT NULL PRIMARY KEY, -- what it is
    basis  TEXT NOT NULL, -- what it rests on beside those tables
    text   TEXT NOT NULL
);

CREATE TRIGGER patch_comes AFTER INSERT ON patch
BEGIN
    DELETE FROM conclusion;
END;

CREATE TRIGGER patch_changes AFTER UPDATE ON patch
BEGIN
    DELETE FROM conclusion;
END;

CREATE TRIGGER patch_goes AFTER DELETE ON patch
BEGIN
    DELETE FROM conclusion;
END;

CREATE TRIGGER source_comes AFTER INSERT ON source_scan
BEGIN
    DELETE FROM conclusion;
END;

CREATE TRIGGER source_changes AFTER UPDATE ON source_scan
WHEN NEW.source <> OLD.source
    OR NEW.listed_since IS NOT OLD.listed_since
    OR NEW.state IS NOT OLD.state
    OR NEW.state IS NULL -- something of it failed
BEGIN
    DELETE FROM conclusion;
END;

CREATE TRIGGER source_goes AFTER DELETE ON source_scan
BEGIN
    DELETE FROM conclusion;
END;

CREATE TRIGGER publication_comes AFTER INSERT ON publication
BEGIN
    DELETE FROM conclusion;
END;

CREATE TRIGGER publication_changes AFTER UPDATE ON publication
BEGIN
    DELETE FROM conclusion;
END;

CREATE TRIGGER publication_goes AFTER DELETE ON publication
BEGIN
    DELETE FROM conclusion;
END;

CREATE INDEX patch_by_listing ON patch (source, last_seen) WHERE kind <> 'NOTICE';

CREATE TABLE document (
    -- The documents of sources that need not be read again as long as they are the same, and what
    -- they list. A patch stands in one of them at most.
    source   TEXT NOT NULL,
    name     TEXT NOT NULL, -- tells also of which content
    patches  TEXT NOT NULL, -- their numbers, with commas between them
    PRIMARY KEY (source, name)
);

CREATE INDEX patch_that_recalls ON patch (number) WHERE kind = 'NOTICE' OR category = 'recall';
