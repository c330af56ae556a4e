package org.esxsync.serve.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.serve.content.Representation;
import org.esxsync.serve.http.Sha256;
import org.esxsync.serve.http.Validators;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.mirror.MirrorGoneException;
import org.esxsync.serve.mirror.Predecessors;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.PlainAnswer;
import org.esxsync.serve.server.RepresentationSender;

/** {@code /esxi-8.0.zip}: a release's depot as an offline bundle. */
public final class BundleDoor implements Door {

    private static final String ENDING = ".zip";
    private static final String RETRY_SECONDS = "10";

    private final MirrorFiles files;
    private final DepotFiles depots;
    private final RepresentationSender sender;
    private final Clock clock;
    private final Checksums checksums = new Checksums();

    /** Who asks first has all files read; the others do not wait for it. */
    private final ReentrantLock summing = new ReentrantLock();

    /**
     * @param files tells whether there is a mirror
     */
    public BundleDoor(
            PublishedMirror mirror, MirrorFiles files, RepresentationSender sender, Clock clock) {
        this.clock = clock;
        this.files = files;
        this.depots = new DepotFiles(mirror);
        this.sender = sender;
    }

    @Override
    public boolean answer(String path, Request request, Response response, Callback callback)
            throws IOException, MirrorGoneException {
        if (!path.endsWith(ENDING) || path.indexOf('/', 1) >= 0) {
            return false;
        }
        Optional<EsxRelease> release =
                MirrorFiles.release(path.substring(1, path.length() - ENDING.length()));
        if (release.isEmpty()) {
            return false;
        }
        if (!Door.isRead(request)) {
            PlainAnswer.notAllowed(request, response, callback);
            return true;
        }
        files.requireMirror();
        Optional<List<DepotFiles.Entry>> entries = depots.list(release.get());
        if (entries.isEmpty()) {
            PlainAnswer.send(request, response, callback, HttpStatus.NOT_FOUND_404);
            return true;
        }
        Optional<Representation> bundle = summed(entries.get());
        if (bundle.isPresent()) {
            sender.send(bundle.get(), request, response, callback);
        } else {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
            PlainAnswer.send(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
        return true;
    }

    /** Empty while another request has files read. */
    private Optional<Representation> summed(List<DepotFiles.Entry> entries) throws IOException {
        if (entries.stream().allMatch(checksums::knows)) {
            return Optional.of(bundle(entries));
        }
        if (!summing.tryLock()) {
            return Optional.empty();
        }
        try {
            return Optional.of(bundle(entries));
        } finally {
            summing.unlock();
        }
    }

    private Representation bundle(List<DepotFiles.Entry> entries) throws IOException {
        StoredZip zip = new StoredZip();
        OpenFile open = new OpenFile();
        Sha256 list = new Sha256();
        Instant modified = Instant.EPOCH;
        for (DepotFiles.Entry each : entries) {
            int crc = checksums.of(each);
            Instant time = each.state().modified();
            zip.add(each.name(), open.body(each.state()), crc, StoredZip.utc(time));
            list.update(
                    ByteBuffer.wrap(
                            "%s\n%d\n%d\n%s\n%s\n"
                                    .formatted(
                                            each.name(),
                                            each.state().size(),
                                            crc,
                                            time,
                                            each.state().key())
                                    .getBytes(StandardCharsets.UTF_8)));
            modified = time.isAfter(modified) ? time : modified;
        }
        Instant newest = modified;
        return new Representation(
                zip.finish(List.of(open)),
                "application/zip",
                new Validators(list.tag(), modified),
                () -> Predecessors.isRecent(newest, clock.instant()));
    }
}
