package org.esxsync.serve.umds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.serve.content.BytesBody;
import org.esxsync.serve.content.Representation;
import org.esxsync.serve.http.Sha256;
import org.esxsync.serve.http.Validators;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.mirror.MirrorGoneException;
import org.esxsync.serve.mirror.RequestPath;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.PlainAnswer;
import org.esxsync.serve.server.RepresentationSender;

/**
 * {@code /umds/hostupdate/…}: vCenter takes {@code /umds/} as a shared repository. Each release's
 * depot stands there as one vendor's folder, and is the same files.
 */
public final class UmdsDoor implements Door {

    private static final String TOP = "umds";
    private static final String FOLDER = "hostupdate";
    private static final String INDEX = "__hostupdate20-consolidated-index__.xml";
    private static final String VENDOR_INDEX = "__hostupdate20-consolidated-metadata-index__.xml";
    private static final String OWN_VENDOR_INDEX = "vendor-index.xml";
    private static final int ABOVE_RELEASE = 2;

    private final PublishedMirror mirror;
    private final MirrorFiles files;
    private final RepresentationSender sender;

    public UmdsDoor(PublishedMirror mirror, MirrorFiles files, RepresentationSender sender) {
        this.mirror = mirror;
        this.files = files;
        this.sender = sender;
    }

    @Override
    public boolean answer(String path, Request request, Response response, Callback callback)
            throws IOException, MirrorGoneException {
        Optional<RequestPath> parsed = RequestPath.parse(path);
        if (parsed.isEmpty()
                || !parsed.get().names().stream().findFirst().equals(Optional.of(TOP))) {
            return false;
        }
        if (!Door.isRead(request)) {
            PlainAnswer.notAllowed(request, response, callback);
            return true;
        }
        Optional<Representation> found = open(parsed.get());
        if (found.isPresent()) {
            sender.send(found.get(), request, response, callback);
        } else {
            PlainAnswer.send(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
        return true;
    }

    private Optional<Representation> open(RequestPath path)
            throws IOException, MirrorGoneException {
        files.requireMirror();
        List<String> names = path.names();
        if (path.isDirectory() || names.size() <= ABOVE_RELEASE || !names.get(1).equals(FOLDER)) {
            return Optional.empty();
        }
        if (names.size() == ABOVE_RELEASE + 1) {
            return names.get(ABOVE_RELEASE).equals(INDEX) ? Optional.of(index()) : Optional.empty();
        }
        Optional<EsxRelease> release = MirrorFiles.release(names.get(ABOVE_RELEASE));
        if (release.isEmpty() || !hasDepot(release.get())) {
            return Optional.empty();
        }
        String file = String.join("/", names.subList(ABOVE_RELEASE + 1, names.size()));
        return files.open(release.get(), file.equals(VENDOR_INDEX) ? OWN_VENDOR_INDEX : file);
    }

    private boolean hasDepot(EsxRelease release) {
        return Files.isRegularFile(vendorIndex(release));
    }

    private Path vendorIndex(EsxRelease release) {
        return mirror.directory().resolve(release.toString()).resolve(OWN_VENDOR_INDEX);
    }

    private Representation index() throws IOException {
        List<EsxRelease> releases = releases();
        Instant modified = Instant.EPOCH;
        for (EsxRelease each : releases) {
            Instant time = Files.getLastModifiedTime(vendorIndex(each)).toInstant();
            modified = time.isAfter(modified) ? time : modified;
        }
        byte[] text =
                releases.stream()
                        .map(UmdsDoor::vendor)
                        .collect(Collectors.joining("", "<vendorList>\n", "</vendorList>\n"))
                        .getBytes(StandardCharsets.UTF_8);
        return Representation.passing(
                new BytesBody(text),
                "text/xml; charset=utf-8",
                new Validators(Sha256.tag(text), modified));
    }

    private List<EsxRelease> releases() throws IOException {
        try (Stream<Path> entries = Files.list(mirror.directory())) {
            return entries.map(entry -> MirrorFiles.release(entry.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .filter(this::hasDepot)
                    .sorted()
                    .toList();
        }
    }

    private static String vendor(EsxRelease release) {
        return """
        <vendor>
        <name>ESX Sync %1$s</name>
        <code>%1$s</code>
        <indexfile>%2$s</indexfile>
        <patchUrl></patchUrl>
        <relativePath>%1$s/</relativePath>
        <content>
        <name>VMware ESX</name>
        <type>http://www.vmware.com/depotmanagement/esx</type>
        </content>
        </vendor>
        """
                .formatted(release, VENDOR_INDEX);
    }
}
