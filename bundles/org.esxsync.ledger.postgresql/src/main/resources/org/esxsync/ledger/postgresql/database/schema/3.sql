-- Schema 3: several machines may share the downloads of one sync.

CREATE TABLE mirror_download (
    mirror       integer NOT NULL REFERENCES mirror (number) ON DELETE CASCADE,
    epoch        bigint NOT NULL,
    number       integer NOT NULL,
    host         chars NOT NULL,
    artifact     chars NOT NULL,
    unpack       boolean NOT NULL,
    writer_only  boolean NOT NULL,
    state        chars NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'claimed', 'fetched', 'failed')),
    attempt      integer NOT NULL DEFAULT 0,
    node         chars,
    beat_at      timestamptz,
    transferred  bigint NOT NULL DEFAULT 0,
    result       chars,
    failure      chars,
    PRIMARY KEY (mirror, epoch, number)
) WITH (fillfactor = 70);
CREATE INDEX download_by_state ON mirror_download (mirror, epoch, state, number);
COMMENT ON TABLE mirror_download IS
    'What the writer of an epoch offers to all nodes to download. It deletes each row that it has taken.';
COMMENT ON COLUMN mirror_download.host IS
    'of the location, with its port; all nodes together have no more downloads of it than connections.per.host';
COMMENT ON COLUMN mirror_download.writer_only IS
    'whether another node failed to download it, so that only the writer does';
COMMENT ON COLUMN mirror_download.attempt IS 'raised by each claim; a report of an earlier one is refused';
COMMENT ON COLUMN mirror_download.beat_at IS
    'the last sign of life of the node that claimed it; five seconds after it the row is open again';

CREATE TABLE mirror_node (
    mirror   integer NOT NULL REFERENCES mirror (number) ON DELETE CASCADE,
    node     chars NOT NULL,
    beat_at  timestamptz NOT NULL,
    PRIMARY KEY (mirror, node)
) WITH (fillfactor = 50);
COMMENT ON TABLE mirror_node IS
    'The nodes that download for a mirror, each of which has about its share of the connections to a host.';
