package org.esxsync.fileinstall.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.NewSource;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.esxsync.api.source.SourceProbe;
import org.esxsync.fileinstall.ConfigurationFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What adding and removing leaves in the directory of configurations. */
class ConfiguredSourcesTest {

    private static final String DEPOT = "https://dl.broadcom.com/PROD/COMP/ESX_HOST/main/index.xml";

    @TempDir private Path conf;

    private final List<Configuration> others = new ArrayList<>();
    private ConfiguredSources sources;

    @BeforeEach
    void start() {
        ConfigurationAdmin admin =
                stub(
                        ConfigurationAdmin.class,
                        method ->
                                method.equals("listConfigurations") && !others.isEmpty()
                                        ? others.toArray(Configuration[]::new)
                                        : null);
        sources =
                new ConfiguredSources(
                        new Configurations(admin, new ConfigurationDirectory(conf), true),
                        stub(Transport.class, method -> null));
        sources.probes = List.of(new TakesAll());
    }

    @Test
    void aTokenIsKeptForItsOwnerAloneAndGoesWithItsSource() throws IOException {
        AddedSource added = add();

        Path token = only("secrets");
        assertEquals("s3cret\n", Files.readString(token));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
        Path file = Path.of(added.definedBy());
        assertTrue(Files.readString(file).contains("/${file:" + token + "}/PROD/"));

        configured(added, file);
        sources.remove(added.name());

        assertEquals(List.of(), files("secrets"));
        assertEquals(List.of(), files("."));
        assertEquals(added.name(), add().name(), "the name is free again");
    }

    @Test
    void aTokenThatIsReferredToElsewhereStays() throws IOException {
        AddedSource added = add();
        Path file = Path.of(added.definedBy());
        configured(added, file);
        Hashtable<String, Object> other =
                new Hashtable<>(Map.of("credentials", "u:${file:" + only("secrets") + "}@host"));
        others.add(
                stub(Configuration.class, method -> method.equals("getProperties") ? other : null));

        sources.remove(added.name());

        assertEquals(1, files("secrets").size());
    }

    @Test
    void withoutATokenNothingIsWritten() throws IOException {
        NewSource source = new NewSource(DEPOT, null, null, () -> null);

        assertThrows(EsxSyncException.class, () -> sources.add(source, text -> {}));

        assertEquals(List.of(), files("."));
        assertEquals(List.of(), files("secrets"));
    }

    @Test
    void aNameThatAnotherKindOfSourceTookMeanwhileIsRefused() throws IOException {
        NewSource source =
                new NewSource(
                        DEPOT,
                        "main",
                        null,
                        () -> {
                            take("main");
                            return "s3cret".toCharArray();
                        });

        EsxSyncException refused =
                assertThrows(EsxSyncException.class, () -> sources.add(source, text -> {}));

        assertTrue(refused.getMessage().contains("already"), refused.getMessage());
        assertEquals(List.of(conf.resolve("org.esxsync.source.other~main.cfg")), files("."));
        assertEquals(List.of(), files("secrets"));
    }

    /** As another process does. */
    private void take(String name) {
        try {
            Files.createFile(conf.resolve("org.esxsync.source.other~" + name + ".cfg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AddedSource add() {
        sources.sources = List.of();
        return sources.add(new NewSource(DEPOT, null, null, "s3cret"::toCharArray), text -> {})
                .get(0);
    }

    /** As it is once the file was read. */
    private void configured(AddedSource added, Path file) throws IOException {
        Properties text = new Properties();
        text.load(new StringReader(Files.readString(file)));
        Map<String, Object> properties = new HashMap<>();
        text.stringPropertyNames().forEach(key -> properties.put(key, text.getProperty(key)));
        properties.put(ConfigurationFiles.FILE_NAME, file.toUri().toString());
        properties.put("service.pid", "org.esxsync.source.all~x");
        PatchSource source =
                stub(PatchSource.class, method -> method.equals("name") ? added.name() : null);
        sources.sources = List.of(Map.entry(properties, source));
    }

    private Path only(String directory) throws IOException {
        List<Path> files = files(directory);
        assertEquals(1, files.size(), files::toString);
        return files.get(0);
    }

    /** Without the lock. */
    private List<Path> files(String directory) throws IOException {
        Path inside = conf.resolve(directory).normalize();
        if (!Files.exists(inside)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(inside)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".lock"))
                    .toList();
        }
    }

    /** Says what a stub answers to a method, whatever its arguments are. */
    private interface Answer {
        Object to(String method);
    }

    private static <T> T stub(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answer.to(method.getName())));
    }

    /** A probe that takes every location. */
    private static final class TakesAll implements SourceProbe {

        @Override
        public String reads() {
            return "anything";
        }

        @Override
        public ProbeResult probe(ProbeRequest request) {
            return new ProbeResult.Found(
                    new FoundSource(
                            "org.esxsync.source.all",
                            Map.of("location", request.location()),
                            "something",
                            1,
                            true,
                            new TreeSet<>(),
                            List.of()));
        }

        @Override
        public PatchSource open(String name, FoundSource found) {
            throw new UnsupportedOperationException();
        }
    }
}
