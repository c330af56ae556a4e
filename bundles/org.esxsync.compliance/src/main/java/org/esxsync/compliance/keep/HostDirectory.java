package org.esxsync.compliance.keep;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.KeptHost;

/**
 * A directory with a file for each host. A file is written beside its place and then renamed, so
 * that nobody reads half a host.
 */
public final class HostDirectory {

    private static final String ENDING = ".json";
    private final Path directory;
    private final Clock clock;

    /**
     * @param directory may not be there yet
     */
    public HostDirectory(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** The hosts, by name; one whose file cannot be read has a gap that says so. */
    public List<KeptHost> all() {
        if (!isThere()) {
            return List.of();
        }
        List<KeptHost> hosts = new ArrayList<>();
        Map<InstalledVib, InstalledVib> known = new HashMap<>();
        try {
            for (Path file : files()) {
                try {
                    find(file, known).ifPresent(hosts::add);
                } catch (EsxSyncException e) {
                    hosts.add(unreadable(file, e));
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        hosts.sort(Comparator.comparing(kept -> kept.host().name()));
        return hosts;
    }

    /**
     * Whether hosts were ever kept. That cannot be told of a directory that may not be read, which
     * must not pass for one that is not there.
     */
    private boolean isThere() {
        try {
            if (Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                return true;
            }
            throw new NotDirectoryException(directory.toString());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private EsxSyncException unreadable(IOException reason) {
        return new EsxSyncException(
                "cannot read the kept hosts in %s: %s; %s"
                        .formatted(
                                OneLine.of(directory.toString()),
                                PlainReason.of(reason),
                                reason instanceof AccessDeniedException
                                        ? asOwner()
                                        : "check that directory"),
                reason);
    }

    private String asOwner() {
        return "run this as %s, or let a group read it with state.group=".formatted(owner());
    }

    /** That of the innermost directory around the hosts that tells it. */
    private String owner() {
        for (Path path = directory; path != null; path = path.getParent()) {
            try {
                return OneLine.of(Files.getOwner(path).getName());
            } catch (IOException | UnsupportedOperationException e) {
                // What may not be read may be in one that tells its owner.
            }
        }
        return "the mirror's owner";
    }

    /** Each host as a line, and at the end which could not be read. */
    public void export(Consumer<KeptHost> consumer) {
        List<EsxSyncException> problems = new ArrayList<>();
        try {
            for (Path file : isThere() ? files() : List.<Path>of()) {
                try {
                    find(file, new HashMap<>()).ifPresent(consumer);
                } catch (EsxSyncException e) {
                    problems.add(e);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
    }

    /** All that is known of it is what its file is called. */
    private KeptHost unreadable(Path file, EsxSyncException problem) {
        Host host =
                Host.builder(String.valueOf(file.getFileName()))
                        .at(clock.instant())
                        .gap(String.valueOf(problem.getMessage()))
                        .build();
        return new KeptHost(host, clock.instant());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> each.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    /** The host of a name, in any case of letters. */
    public Optional<KeptHost> find(String name) {
        return find(file(name), new HashMap<>());
    }

    /** What the files' names, sizes and times come to; empty where no host is kept. */
    public String state() {
        if (!isThere()) {
            return "";
        }
        StringBuilder state = new StringBuilder();
        try {
            for (Path file : files()) {
                state.append(file.getFileName()).append(facts(file)).append('\n');
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return state.isEmpty() ? "" : digest(state.toString());
    }

    private static String facts(Path file) throws IOException {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return "/%d/%s".formatted(facts.size(), facts.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return "/deleted meanwhile";
        }
    }

    /**
     * @param known a VIB that many hosts have alike is one object, so that thousands of them fit in
     *     memory
     */
    private Optional<KeptHost> find(Path file, Map<InstalledVib, InstalledVib> known) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(HostParser.read(in, known));
        } catch (NoSuchFileException e) {
            // It was deleted, perhaps after the directory was listed.
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw failure("read", file, new IOException("it is cut, or no JSON", e));
        } catch (IOException | NoSuchElementException e) {
            throw failure("read", file, e);
        }
    }

    private EsxSyncException failure(String what, Path file, Exception reason) {
        return new EsxSyncException(
                "cannot %s the kept host %s: %s; %s"
                        .formatted(
                                what,
                                OneLine.of(file.toString()),
                                PlainReason.of(reason),
                                reason instanceof AccessDeniedException
                                        ? asOwner()
                                        : "delete the file, and add the host again"),
                reason);
    }

    public void keep(Host host) {
        try {
            PrivateFiles.directory(directory);
            PrivateFiles.write(file(host.name()), HostWriter.bytes(new KeptHost(host, time(host))));
        } catch (IOException e) {
            throw new EsxSyncException(
                    "cannot keep the host %s: %s; check the mirror's rights and its disk"
                            .formatted(host.name(), PlainReason.withFile(e)),
                    e);
        }
    }

    /** What was exported elsewhere does not become newer by being kept here. */
    private Instant time(Host host) {
        Instant told = host.at();
        Instant now = clock.instant();
        return told == null || told.isAfter(now) ? now : told;
    }

    /**
     * @return whether it was there
     */
    public boolean delete(String name) {
        Path file = isKept(name) ? directory.resolve(name) : file(name);
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure("delete", file, e);
        }
    }

    /** A host that cannot be read is called like its file. */
    private boolean isKept(String name) {
        try {
            return isThere()
                    && files().stream()
                            .anyMatch(each -> each.getFileName().toString().equals(name));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A name from outside is a name and no path: what is no plain letter is left to the digest. */
    private Path file(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        String plain = key.replaceAll("[^a-z0-9.-]", "_").replaceFirst("^[.]+", "_");
        return directory.resolve(
                "%s-%s%s"
                        .formatted(
                                plain.substring(0, Math.min(60, plain.length())),
                                digest(key),
                                ENDING));
    }

    private static String digest(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
