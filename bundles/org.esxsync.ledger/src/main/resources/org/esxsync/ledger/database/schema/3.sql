-- Schema 3 of the ledger.
--
-- What a patch consists of stands in its row. Catalogues are read as a whole, which took four times
-- as long from tables of their own. No text of a patch has a control character in it.

ALTER TABLE patch ADD COLUMN
    platforms TEXT NOT NULL DEFAULT '' /* what it is for, in its publisher's words and order: lines
        of product and version pattern, with a tab between them */;

ALTER TABLE patch ADD COLUMN
    supersedes TEXT NOT NULL DEFAULT '' /* the ids of the patches that it replaces: a line each */;

ALTER TABLE patch ADD COLUMN
    metadata TEXT NOT NULL DEFAULT '' /* the document that describes it to hosts, if there is one:
        as an artifact */;

ALTER TABLE patch ADD COLUMN
    artifacts TEXT NOT NULL DEFAULT '' /* its files, as published: lines of path, URL, size and
        rounded size, both in bytes and empty if not published, and of each published digest the
        algorithm, a blank and the hex digits; with tabs between them */;

ALTER TABLE verified_artifact ADD COLUMN
    checked TEXT NOT NULL DEFAULT '' /* the published digests that it was compared with: of each the
        algorithm, a blank and the hex digits; with tabs between them */;

CREATE TABLE artifact_line (
    patch     INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    line      TEXT NOT NULL,
    PRIMARY KEY (patch, position)
) WITHOUT ROWID;

INSERT INTO artifact_line
SELECT patch, position,
    concat_ws(char(9), path, location, coalesce(size, ''), coalesce(approximate_size, ''),
        (SELECT group_concat(algorithm || ' ' || hex, char(9) ORDER BY artifact_digest.position)
            FROM artifact_digest
            WHERE artifact_digest.patch = artifact.patch
                AND artifact_digest.artifact = artifact.position))
    || char(10)
FROM artifact;

UPDATE patch SET
    platforms = coalesce(
        (SELECT group_concat(product || char(9) || version_pattern || char(10), ''
                ORDER BY position)
            FROM platform WHERE platform.patch = patch.number), ''),
    supersedes = coalesce(
        (SELECT group_concat(superseded_id || char(10), '' ORDER BY position)
            FROM supersedes WHERE supersedes.patch = patch.number), ''),
    metadata = coalesce(
        (SELECT line FROM artifact_line
            WHERE artifact_line.patch = patch.number AND position = 0), ''),
    artifacts = coalesce(
        (SELECT group_concat(line, '' ORDER BY position)
            FROM artifact_line WHERE artifact_line.patch = patch.number AND position > 0), '');

UPDATE verified_artifact SET
    checked = coalesce(
        (SELECT group_concat(algorithm || ' ' || hex, char(9) ORDER BY checked_digest.position)
            FROM checked_digest
            WHERE checked_digest.publication = verified_artifact.publication
                AND checked_digest.artifact = verified_artifact.position), '');

DROP TABLE artifact_line;
DROP TABLE artifact_digest;
DROP TABLE artifact;
DROP TABLE platform;
DROP TABLE supersedes;
DROP TABLE checked_digest;
