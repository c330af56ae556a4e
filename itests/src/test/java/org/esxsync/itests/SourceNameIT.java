package org.esxsync.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A source has a name that people know, however it was made, and goes with its file. */
@InContainer
class SourceNameIT {

    private static final String PID = "org.esxsync.source.depot";

    @Test
    void onesThatAWebConsoleMadeAreCalledByTheirKeyOrPlace(
            @Service ConfigurationAdmin admin, @Service MirrorCatalogue catalogue)
            throws Exception {
        Configuration unnamed = admin.createFactoryConfiguration(PID, "?");
        Configuration named = admin.createFactoryConfiguration(PID, "?");
        try {
            unnamed.update(properties(Map.of("location", "/srv/sourcenameit")));
            named.update(properties(Map.of("location", "/srv/other", "name", "by-key")));

            Eventually.is("it has the place's name", () -> isThere("sourcenameit", catalogue));
            Eventually.is("it has the key's name", () -> isThere("by-key", catalogue));
        } finally {
            unnamed.delete();
            named.delete();
        }
    }

    @Test
    void oneWhoseFileIsDeletedGoesThoughKarafHasNamedTheFile(
            BundleContext context,
            @Service ConfigurationAdmin admin,
            @Service MirrorCatalogue catalogue)
            throws Exception {
        Path file = ContainerHome.of(context).conf().resolve(PID + "-karafs.cfg");
        Configuration made = admin.getFactoryConfiguration(PID, "made-in-karaf", "?");
        made.update(
                properties(
                        Map.of(
                                "location",
                                "/srv/karaf",
                                "felix.fileinstall.filename",
                                file.toFile().toURI().toString())));

        Files.writeString(file, "location = /srv/changed\n");

        Eventually.is(
                "the file is that configuration's",
                () -> locations("made-in-karaf", catalogue).equals(List.of("/srv/changed")));
        Files.delete(file);
        Eventually.is("it is gone", () -> !isThere("made-in-karaf", catalogue));
    }

    /** Felix's Web Console reads it of the service that a configuration has made. */
    @Test
    void aWebConsoleIsToldWhichKeyTellsThemApart(
            BundleContext context, @Service ConfigurationAdmin admin) throws Exception {
        for (String kind : List.of("depot", "files", "vi3")) {
            String pid = "org.esxsync.source." + kind;
            Configuration made = admin.createFactoryConfiguration(pid, "?");
            try {
                made.update(properties(Map.of("name", "hinted-" + kind)));

                Eventually.is(
                        kind + " has a hint", () -> hint(context, made).matches("\\{[a-z]+}"));
            } finally {
                made.delete();
            }
        }
    }

    private static String hint(BundleContext context, Configuration made) {
        try {
            ServiceReference<?>[] found =
                    context.getAllServiceReferences(null, "(service.pid=" + made.getPid() + ")");
            return Stream.of(found == null ? new ServiceReference<?>[0] : found)
                    .map(each -> each.getProperty("webconsole.configurationFactory.nameHint"))
                    .map(String::valueOf)
                    .findFirst()
                    .orElse("");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Dictionary<String, Object> properties(Map<String, Object> values) {
        return new Hashtable<>(values);
    }

    private static boolean isThere(String name, MirrorCatalogue catalogue) {
        return !locations(name, catalogue).isEmpty();
    }

    private static List<String> locations(String name, MirrorCatalogue catalogue) {
        return catalogue.sources().stream()
                .filter(source -> source.name().equals(name))
                .map(source -> source.location())
                .toList();
    }
}
