-- Schema 2: several machines may write to the ledger of one mirror, one after the other.

ALTER TABLE mirror
    ADD COLUMN epoch            bigint NOT NULL DEFAULT 0,
    ADD COLUMN scheduled_for    instant,
    ADD COLUMN scheduled_ended  boolean NOT NULL DEFAULT TRUE;
COMMENT ON COLUMN mirror.epoch IS
    'raised by each writer when it begins; a writer of an earlier one can record nothing more';
COMMENT ON COLUMN mirror.scheduled_for IS
    'when the schedule wanted the last run that it asked for, without jitter';
COMMENT ON COLUMN mirror.scheduled_ended IS 'whether that run came to its end';

CREATE TABLE mirror_writer (
    mirror    integer PRIMARY KEY REFERENCES mirror (number),
    epoch     bigint NOT NULL,
    host      chars NOT NULL,
    process   bigint NOT NULL,
    backend   integer NOT NULL,
    since     instant NOT NULL,
    beat_at   timestamptz NOT NULL,
    released  boolean NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE mirror_writer IS
    'The last writer of each mirror. It holds an advisory lock by its connection, and gives a sign of life each second.';
COMMENT ON COLUMN mirror_writer.backend IS 'the process of its connection in the server';
COMMENT ON COLUMN mirror_writer.beat_at IS
    'the last sign of life; five seconds after it another one may end the connection and take over';
COMMENT ON COLUMN mirror_writer.released IS 'whether it gave up the lock itself';
