package org.esxsync.source.files;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.esxsync.api.source.SourceName;
import org.esxsync.api.source.SourceProbe;
import org.esxsync.source.files.archive.ArchiveName;
import org.esxsync.source.files.share.ListedShare;
import org.esxsync.source.files.share.OnlineShare;
import org.esxsync.source.files.share.Share;
import org.esxsync.source.files.share.ShareFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Recognises a share of patch archives by the names in it alone: the archives themselves may be
 * many and large.
 */
@Component
public final class FilesProbe implements SourceProbe {

    /** So many directories of a server are looked into. */
    private static final int MAX_LISTINGS = 5;

    private final Transport transport;
    private final ArchiveReaders readers;

    @Activate
    public FilesProbe(@Reference Transport transport, @Reference ArchiveReaders readers) {
        this.readers = readers;
        this.transport = transport;
    }

    @Override
    public String reads() {
        return "patch archives of ESX 3.0 to 4.1 or ESXi 3.5 to 4.1";
    }

    @Override
    public ProbeResult probe(ProbeRequest request) {
        String location = request.location();
        if (request.isOnline() && !ListedShare.isOne(location)) {
            URI url = ShareLocation.uri(FilesPatchSource.PID, location);
            OnlineShare share = OnlineShare.glance(request.transport(), url, MAX_LISTINGS);
            return answer(location, share, share.isWhole());
        }
        if (request.isOnline()
                || Files.isDirectory(Path.of(location))
                || ListedShare.isOne(location)) {
            Share share = ShareLocation.open(FilesPatchSource.PID, location, request.transport());
            return answer(location, share, true);
        }
        String name = Path.of(location).getFileName().toString();
        return new ProbeResult.NotMine(
                ArchiveName.isOne(name) && ArchiveName.of(name).id().isPresent()
                        ? "it is a single archive: put it into a directory, and name that"
                        : "it is neither a directory nor a list of files");
    }

    private static ProbeResult answer(String location, Share share, boolean whole) {
        List<ArchiveName> names =
                share.files().stream()
                        .map(ShareFile::name)
                        .filter(ArchiveName::isOne)
                        .map(ArchiveName::of)
                        .filter(name -> !name.isLater())
                        .toList();
        Set<String> ids =
                names.stream()
                        .flatMap(name -> name.id().stream())
                        .map(LegacyPatchId::text)
                        .collect(Collectors.toCollection(HashSet::new));
        if (ids.isEmpty()) {
            return new ProbeResult.NotMine(
                    names.isEmpty()
                            ? "there is no patch archive (.zip, .tgz, .tar.gz)"
                            : "no archive has a patch id in its name, such as"
                                    + " ESX350-200803214-UG.zip");
        }
        return new ProbeResult.Found(
                new FoundSource(
                        FilesPatchSource.PID,
                        Map.of("location", location),
                        "patch archives of 3.0 to 4.1",
                        ids.size(),
                        whole && names.stream().noneMatch(FilesProbe::mayHoldSeveral),
                        releases(names),
                        leftOut(share)));
    }

    /** A bundle of 4.x has several bulletins, and a roll-up several archives. */
    private static boolean mayHoldSeveral(ArchiveName name) {
        return name.id()
                .filter(
                        id ->
                                id.classification().category().isEmpty() && id.release() != null
                                        || !id.sequence().isEmpty())
                .isPresent();
    }

    private static TreeSet<EsxRelease> releases(List<ArchiveName> names) {
        return names.stream()
                .flatMap(name -> name.id().stream())
                .flatMap(id -> Optional.ofNullable(id.release()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> leftOut(Share share) {
        List<String> left = new ArrayList<>(share.leftOut());
        share.unreadable()
                .values()
                .forEach(problem -> left.add(String.valueOf(problem.getMessage())));
        share.files().stream()
                .filter(file -> ArchiveName.isOne(file.name()))
                .filter(file -> ArchiveName.of(file.name()).id().isEmpty())
                .filter(file -> !ArchiveName.of(file.name()).isLater())
                .forEach(file -> left.add(file.shown() + " (no patch id in its name)"));
        return left;
    }

    @Override
    public PatchSource open(String name, FoundSource found) {
        return new FilesPatchSource(
                transport,
                readers,
                TypedConfiguration.of(FilesPatchSource.Config.class, found.configuration()),
                Map.of(SourceName.KEY, name, "service.pid", name));
    }
}
