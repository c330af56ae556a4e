package org.esxsync.fetch.zip;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.ZipException;
import org.esxsync.api.Quantity;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.file.ZipDirectory;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Failures;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.Request;
import org.esxsync.fetch.location.Version;
import org.esxsync.fetch.location.ZipEntryFetcher;
import org.esxsync.fetch.location.ZipLocation;
import org.esxsync.fetch.retry.RetrySchedule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One zip on a server. Its directory is held as long as the server has the same version. A server
 * that sends no parts, or names no version by which parts fit together, sends the whole zip once.
 */
final class RemoteZip {

    /** The end record, and the directory of a usual bundle with it. */
    private static final int TAIL = 128 * 1024;

    /** Some 80,000 entries with usual names. */
    private static final long MAX_DIRECTORY = 8L << 20;

    private static final String COPY = "a copy of it is read, which was downloaded whole";

    private static final Logger LOG = LoggerFactory.getLogger(RemoteZip.class);

    private final URI zip;
    private final Fetcher http;
    private final RetrySchedule retrySchedule;
    private final WholeZips wholeZips;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Parts parts;
    private volatile boolean sendsNoParts;

    /** How it is read, in words; empty as long as that is not known. */
    private volatile String reading = "";

    /**
     * A zip that is read by parts.
     *
     * @param version which the parts belong to
     */
    private record Parts(Version version, Map<String, ZipRecord> records) {}

    /** Opens an entry, once it is known how; others need not wait for it. */
    @FunctionalInterface
    private interface Opening {
        Body open() throws IOException;
    }

    RemoteZip(URI zip, Fetcher http, RetrySchedule retrySchedule, WholeZips wholeZips) {
        this.zip = zip;
        this.http = http;
        this.retrySchedule = retrySchedule;
        this.wholeZips = wholeZips;
    }

    /**
     * Opens an entry.
     *
     * @param known the zip's version to which a copy of the entry at hand belongs
     */
    Body open(ZipLocation location, @Nullable Version known) throws IOException {
        Opening opening;
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.cancelled(location.location(), e);
        }
        try {
            opening = opening(location, known);
        } finally {
            lock.unlock();
        }
        return opening.open();
    }

    private Opening opening(ZipLocation location, @Nullable Version known) throws IOException {
        Parts held = parts;
        if (held != null && !isSame(held.version(), known)) {
            return () -> entry(location, held);
        }
        WholeZips.Copy copy = wholeZips.kept(zip);
        if (known == null && copy != null && copy.recent()) {
            reading = COPY;
            return () -> entry(location, copy);
        }
        Version asked = known == null && copy != null ? copy.version() : known;
        try (Body end = end(asked)) {
            Version now = end.modified() ? end.version() : asked;
            if (isSame(known, now)) {
                return () -> Body.notModified(location.location(), now);
            }
            if (copy != null && isSame(copy.version(), now)) {
                reading = COPY;
                return () -> entry(location, copy);
            }
            return renewed(location, end);
        }
    }

    private Body end(@Nullable Version known) throws IOException {
        return http.open(
                sendsNoParts ? new Request(zip, 0, known) : Request.tail(zip, TAIL, known));
    }

    private static boolean isSame(@Nullable Version one, @Nullable Version other) {
        return one != null
                && other != null
                && one.kind() == other.kind()
                && one.value().equals(other.value());
    }

    private Opening renewed(ZipLocation location, Body end) throws IOException {
        parts = null;
        Version version = end.version();
        if (end.offset() > 0 && version != null && version.strong()) {
            Parts read = new Parts(version, records(location, end, version));
            reading =
                    "it is read by ranges; %s in %d entries"
                            .formatted(Quantity.bytes(end.total()), read.records().size());
            LOG.info("{}: {}", RedactedLocation.of(zip), reading);
            parts = read;
            return () -> entry(location, read);
        }
        end.close();
        tellOfDownload(end);
        WholeZips.Copy copy = wholeZips.download(zip);
        return () -> entry(location, copy);
    }

    private void tellOfDownload(Body end) {
        String place = RedactedLocation.of(zip);
        if (end.total() >= 0 && end.total() <= TAIL) {
            reading = "it is downloaded once, %d bytes".formatted(end.total());
            LOG.info("{}: {}", place, reading);
        } else {
            reading =
                    "it is downloaded once, %s, since the server %s"
                            .formatted(
                                    end.total() < 0
                                            ? "of unknown size"
                                            : Quantity.bytes(end.total()),
                                    end.offset() > 0
                                            ? "names no version by which its parts surely fit"
                                                    + " together"
                                            : "sends no parts of files");
            LOG.warn("{}: {}", place, reading);
        }
    }

    /** How it is read, in a line for people; nothing as long as that is not known. */
    Optional<String> reading() {
        String words = reading;
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(RedactedLocation.of(zip) + ": " + words);
    }

    private Map<String, ZipRecord> records(ZipLocation location, Body end, Version version)
            throws IOException {
        byte[] tail = end.stream().readNBytes(TAIL);
        if (tail.length < end.total() - end.offset()) {
            throw new EOFException("the connection ended early");
        }
        try {
            ZipDirectory directory = ZipDirectory.of(new ZipEnd(tail, end.offset()));
            checkSize(directory);
            if (!directory.whole() || directory.start() < 0) {
                throw new ZipException("it is cut off, or something follows its end");
            }
            long start = directory.start();
            return ZipRecords.of(
                    start < end.offset()
                            ? joined(from(start, end.offset(), version), tail)
                            : Arrays.copyOfRange(tail, (int) (start - end.offset()), tail.length),
                    start);
        } catch (ZipException e) {
            throw Failures.damagedZip(location.location(), e);
        }
    }

    private static void checkSize(ZipDirectory directory) throws ZipException {
        if (directory.size() > MAX_DIRECTORY) {
            throw new ZipException("its directory is larger than " + MAX_DIRECTORY + " bytes");
        }
    }

    private byte[] from(long start, long end, Version version) throws IOException {
        try (RangeStream stream = range(start, end, version, null)) {
            return stream.readAllBytes();
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private Body entry(ZipLocation location, WholeZips.Copy copy) throws IOException {
        try {
            checkSize(ZipDirectory.of(copy.file()));
        } catch (ZipException e) {
            throw Failures.damagedZip(location.location(), e);
        }
        return ZipEntryFetcher.open(location, copy.file(), copy.version());
    }

    private Body entry(ZipLocation location, Parts held) throws IOException {
        ZipRecord record = held.records().get(location.names().get(0));
        if (record == null || record.name().endsWith("/")) {
            throw location.noEntry();
        }
        RangeStream raw = range(record.start(), record.reach(), held.version(), held);
        try {
            EntryStream content = new EntryStream(record, raw);
            Version whole = held.version();
            // an entry that broke off is read again from its start
            Version version = new Version(whole.kind(), whole.value(), false);
            return ZipEntryFetcher.inner(location, record.size(), version, content, content);
        } catch (ZipException | EOFException e) {
            raw.close();
            throw Failures.damagedZip(location.location(), e);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private RangeStream range(long start, long end, Version version, @Nullable Parts held) {
        return new RangeStream(
                http,
                retrySchedule,
                zip,
                version,
                start,
                end,
                misfit -> {
                    if (parts == held) {
                        parts = null;
                    }
                    if (misfit == RangeStream.Misfit.OTHER_PART) {
                        sendsNoParts = true;
                    }
                });
    }
}
