package org.esxsync.fileinstall.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.NewSource;
import org.esxsync.api.setup.SourceSetup;
import org.esxsync.api.setup.UnknownNameException;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.PlaceHint;
import org.esxsync.api.source.SourceName;
import org.esxsync.api.source.SourceProbe;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Adds sources to the directory of configurations, or to Config Admin where there is none. */
@Component
public final class ConfiguredSources implements SourceSetup {

    private static final String PID = "service.pid";

    private final Configurations configurations;
    private final Transport transport;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<SourceProbe> probes = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<PlaceHint> hints = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Map.Entry<Map<String, Object>, PatchSource>> sources = List.of();

    @Activate
    public ConfiguredSources(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference Transport transport) {
        this(Configurations.of(context, admin), transport);
    }

    ConfiguredSources(Configurations configurations, Transport transport) {
        this.configurations = configurations;
        this.transport = transport;
    }

    @Override
    public List<AddedSource> add(NewSource source, Consumer<String> progress) {
        TokenUrl url = TokenUrl.of(source.location());
        if (url == null) {
            if (source.tokenFile() != null) {
                throw new EsxSyncException(
                        Recognition.shown(source.location())
                                + ": its URL has no place for a token; leave out --token-file");
            }
            return add(source, Recognition.location(source.location()), progress);
        }
        if (source.tokenFile() != null) {
            requirePrivate(source.tokenFile());
            Path file = source.tokenFile().toAbsolutePath();
            return withRemark(add(source, url.referringTo(file.toString()), progress), file, file);
        }
        Path kept = keepToken(source, url);
        try {
            return withRemark(
                    add(source, url.referringTo(kept.toString()), progress),
                    kept,
                    kept.resolveSibling("."));
        } catch (RuntimeException e) {
            configurations.requireDirectory().delete(kept);
            throw e;
        }
    }

    /**
     * Tells of a token that a service could not read.
     *
     * @param given what its user has to own
     */
    private static List<AddedSource> withRemark(List<AddedSource> added, Path token, Path given) {
        if (!isForSuperuserAlone(token)) {
            return added;
        }
        String remark =
                "only root can read the token in %s; if a service of another user is to sync, run 'chown -R USER %s'"
                        .formatted(token, given.normalize());
        return added.stream()
                .map(
                        each ->
                                new AddedSource(
                                        each.name(),
                                        each.definedBy(),
                                        each.found(),
                                        Stream.concat(each.remarks().stream(), Stream.of(remark))
                                                .toList()))
                .toList();
    }

    private static boolean isForSuperuserAlone(Path token) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(token, PosixFileAttributes.class);
            return attributes.owner().getName().equals("root")
                    && !attributes.permissions().contains(PosixFilePermission.GROUP_READ);
        } catch (IOException e) {
            throw new EsxSyncException(token + ": it cannot be read: " + PlainReason.of(e), e);
        } catch (UnsupportedOperationException e) {
            // A file system without owners.
            return false;
        }
    }

    private Path keepToken(NewSource source, TokenUrl url) {
        ConfigurationDirectory directory = configurations.requireDirectory();
        char[] token;
        if (url.token() != null) {
            token = url.token().toCharArray();
        } else {
            token = source.token().get();
        }
        String text = token == null ? "" : new String(token).strip();
        if (text.isEmpty()) {
            throw new EsxSyncException(
                    url.withoutToken()
                            + ": it needs a token; write it into a file of mode 0600, and name"
                            + " that with --token-file");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == '/')) {
            throw new EsxSyncException("a token holds no blank and no slash; nothing was written");
        }
        String name =
                source.name() == null ? SourceName.of(url.withoutToken(), "token") : source.name();
        return directory.keepSecret(name(name), text.toCharArray());
    }

    private static void requirePrivate(Path file) {
        try {
            if (!Files.isReadable(file)) {
                throw new EsxSyncException(file + ": there is no such file, or it may not be read");
            }
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                if (mode.contains(PosixFilePermission.OTHERS_READ)
                        || mode.contains(PosixFilePermission.GROUP_WRITE)
                        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                    throw new EsxSyncException(
                            "%s: others may read or change it; run 'chmod 600 %s'"
                                    .formatted(file, file));
                }
            }
        } catch (IOException e) {
            throw new EsxSyncException(file + ": it cannot be read: " + PlainReason.of(e), e);
        }
    }

    private List<AddedSource> add(NewSource source, String location, Consumer<String> progress) {
        if (source.name() != null) {
            requireFree(name(source.name()));
        }
        List<Recognition.Answer> all = recognition().recognise(location, progress);
        List<Recognition.Answer> answers = unknown(all);
        List<AddedSource> added = new ArrayList<>();
        try {
            for (Recognition.Answer answer : answers) {
                FoundSource found = answer.found();
                String name = chosen(source, location, found, all.size(), added);
                Map<String, String> values = new LinkedHashMap<>(found.configuration());
                added.add(
                        new AddedSource(
                                name,
                                configurations.create(found.pid(), name, values),
                                found,
                                remarks(source)));
            }
        } catch (RuntimeException e) {
            added.forEach(each -> configurations.remove(each.definedBy()));
            throw e;
        }
        return added;
    }

    private Recognition recognition() {
        return new Recognition(List.copyOf(probes), List.copyOf(hints), transport);
    }

    private static List<String> remarks(NewSource source) {
        TokenUrl url = TokenUrl.of(source.location());
        return url == null || url.token() == null
                ? List.of()
                : List.of(
                        "the token stood on the command line, where the list of processes and the"
                                + " shell's history show it: leave it out next time, and it is"
                                + " asked for");
    }

    private String chosen(
            NewSource source,
            String location,
            FoundSource found,
            int kinds,
            List<AddedSource> added) {
        String suffix = suffix(found, kinds);
        if (source.name() != null) {
            String name = source.name() + suffix;
            requireFree(name);
            return name;
        }
        String name = SourceName.of(location, found.pid()) + suffix;
        Set<String> taken = new HashSet<>(names());
        added.forEach(each -> taken.add(each.name()));
        String free = name;
        for (int i = 2; taken.contains(free) || configurations.exists(found.pid(), free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /**
     * @throws EsxSyncException if it cannot name a source and its file
     */
    private static String name(String name) {
        if (name.isBlank()) {
            throw new EsxSyncException("the source's name is empty; leave it out, or write one");
        }
        String usable = SourceName.of("", Map.of(SourceName.KEY, name), "");
        if (!usable.equals(name)) {
            throw new EsxSyncException(
                    "a source cannot be called '%s'; use letters, digits, blanks, '-', '_' and '.'"
                            .formatted(OneLine.of(name, 100)));
        }
        return new RelativePath(name).value();
    }

    private void requireFree(String name) {
        for (Map.Entry<Map<String, Object>, PatchSource> each : sources) {
            if (each.getValue().name().equals(name)) {
                throw new EsxSyncException(
                        "a source is called '%s' already (%s); give another name"
                                .formatted(name, Configurations.definedBy(each.getKey())));
            }
        }
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        sources.forEach(each -> names.add(each.getValue().name()));
        return names;
    }

    /**
     * Leaves out what is configured: a second source that reads the same place would only take
     * time.
     *
     * @throws EsxSyncException if nothing is left
     */
    private List<Recognition.Answer> unknown(List<Recognition.Answer> answers) {
        List<Recognition.Answer> unknown =
                answers.stream().filter(answer -> reader(answer.found()).isEmpty()).toList();
        if (unknown.isEmpty()) {
            Map.Entry<Map<String, Object>, PatchSource> known =
                    reader(answers.get(0).found()).orElseThrow();
            throw new EsxSyncException(
                    "it is there already: the source '%s' reads it (%s)"
                            .formatted(
                                    known.getValue().name(),
                                    Configurations.definedBy(known.getKey())));
        }
        return unknown;
    }

    private Optional<Map.Entry<Map<String, Object>, PatchSource>> reader(FoundSource found) {
        return sources.stream()
                .filter(each -> String.valueOf(each.getKey().get(PID)).startsWith(found.pid()))
                .filter(
                        each ->
                                found.configuration().entrySet().stream()
                                        .allMatch(
                                                set ->
                                                        set.getValue()
                                                                .equals(
                                                                        each.getKey()
                                                                                .get(
                                                                                        set
                                                                                                .getKey()))))
                .findFirst();
    }

    @Override
    public List<String> remove(String name) {
        List<String> removed = new ArrayList<>();
        for (Map.Entry<Map<String, Object>, PatchSource> each : sources) {
            if (each.getValue().name().equals(name)) {
                Object pid = each.getKey().get(PID);
                if (pid == null) {
                    throw new EsxSyncException(
                            "the source '%s' has no configuration; uninstall its bundle"
                                    .formatted(name));
                }
                removed.add(configurations.remove(Configurations.definedBy(each.getKey())));
                configurations.deleteTokens(each.getKey());
            }
        }
        if (removed.isEmpty()) {
            List<String> known = names().stream().sorted().toList();
            throw new UnknownNameException(
                    "no source is called '%s'; %s"
                            .formatted(
                                    OneLine.of(name, 100),
                                    known.isEmpty()
                                            ? "there is none"
                                            : "there are " + String.join(", ", known)));
        }
        return removed;
    }

    @Override
    public List<PatchSource> open(String location, Consumer<String> progress) {
        if (TokenUrl.of(location) != null) {
            throw new EsxSyncException(
                    Recognition.shown(location)
                            + ": it needs a token; use 'add', or write ${env:NAME} or ${file:PATH}"
                            + " in place of the token");
        }
        String place = Recognition.location(location);
        List<Recognition.Answer> answers = recognition().recognise(place, progress);
        return answers.stream()
                .map(
                        answer ->
                                answer.probe()
                                        .open(
                                                once(place, answer.found(), answers.size()),
                                                answer.found()))
                .toList();
    }

    /** What a configured source has recorded must not be taken for this one's. */
    private String once(String location, FoundSource found, int kinds) {
        String name = SourceName.of(location, found.pid()) + suffix(found, kinds);
        return names().contains(name) ? name + "-once" : name;
    }

    /** Of several kinds in one place, each has its kind in its name. */
    private static String suffix(FoundSource found, int kinds) {
        return kinds > 1 ? "-" + found.pid().substring(found.pid().lastIndexOf('.') + 1) : "";
    }
}
