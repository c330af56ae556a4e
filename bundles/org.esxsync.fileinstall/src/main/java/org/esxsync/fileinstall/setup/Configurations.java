package org.esxsync.fileinstall.setup;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.fileinstall.ConfigurationFiles;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The configurations of this framework, and their files.
 *
 * @param admin knows them all
 * @param directory where new ones are written, or null if they go to Config Admin
 * @param kept whether Config Admin keeps what it gets
 */
record Configurations(
        ConfigurationAdmin admin, @Nullable ConfigurationDirectory directory, boolean kept) {

    /** The framework property with the directory of the administrator's configurations. */
    static final String CONF = "org.esxsync.conf";

    /** The framework property that says how Felix keeps configurations. */
    private static final String STORE = "felix.cm.pm";

    private static final String PID = "service.pid";

    static Configurations of(BundleContext context, ConfigurationAdmin admin) {
        String conf = context.getProperty(CONF);
        return new Configurations(
                admin,
                conf == null ? null : new ConfigurationDirectory(Path.of(conf)),
                !"memory".equals(context.getProperty(STORE)));
    }

    /**
     * @throws EsxSyncException if what Config Admin gets ends with this process
     */
    void requireKept() {
        if (!kept) {
            throw new EsxSyncException(
                    "there is no directory of configurations to write to, such as with --demo"
                            + " alone; name one with --conf DIRECTORY");
        }
    }

    ConfigurationDirectory requireDirectory() {
        if (directory == null) {
            throw new EsxSyncException(
                    "there is no directory to keep a token in; write it into a file of mode 0600,"
                            + " and name that with --token-file");
        }
        return directory;
    }

    /** The file of a configuration, or the PID of one that has no file. */
    static String definedBy(Map<String, Object> properties) {
        Object file = properties.get(ConfigurationFiles.FILE_NAME);
        return file == null
                ? String.valueOf(properties.get(PID))
                : Path.of(URI.create(file.toString())).toString();
    }

    /**
     * Whether there is a configuration by that name of a factory, or of another one of its kind:
     * names of sources are theirs together.
     */
    boolean exists(String factory, String name) {
        return directory != null && hasFile(directory, factory, name)
                || !list("(%s=%s*~%s)".formatted(PID, filtered(kind(factory)), filtered(name)))
                        .isEmpty();
    }

    private static boolean hasFile(ConfigurationDirectory directory, String factory, String name) {
        return directory.files().stream()
                .anyMatch(
                        file ->
                                file.startsWith(kind(factory))
                                        && file.endsWith("~" + name + ".cfg"));
    }

    private static String kind(String factory) {
        return factory.substring(0, factory.lastIndexOf('.') + 1);
    }

    private static Path file(ConfigurationDirectory directory, String factory, String name) {
        return directory.path().resolve("%s~%s.cfg".formatted(factory, name));
    }

    /**
     * Makes a configuration of a factory.
     *
     * @return what it is defined by
     * @throws EsxSyncException if there is one of that name, or it cannot be written
     */
    String create(String factory, String name, Map<String, String> values) {
        requireFree(factory, name);
        if (directory != null) {
            PropertiesText text = PropertiesText.of("");
            for (Map.Entry<String, String> each : values.entrySet()) {
                text = text.with(each.getKey(), each.getValue());
            }
            Path file = file(directory, factory, name);
            // Somebody else may have taken the name while the place was looked at.
            directory.create(file, text.toString(), () -> requireFree(factory, name));
            return file.toString();
        }
        requireKept();
        try {
            Configuration made = admin.getFactoryConfiguration(factory, name, "?");
            made.update(new Hashtable<>(values));
            return made.getPid();
        } catch (IOException e) {
            throw new EsxSyncException(
                    "Config Admin cannot keep %s~%s: %s"
                            .formatted(factory, name, PlainReason.of(e)),
                    e);
        }
    }

    private void requireFree(String factory, String name) {
        if (exists(factory, name)) {
            throw new EsxSyncException(
                    "there is a configuration %s*~%s already; give another name"
                            .formatted(kind(factory), name));
        }
    }

    /**
     * Removes a configuration, and its file.
     *
     * @param definedBy as {@link #definedBy} gives it
     */
    String remove(String definedBy) {
        Path file = Path.of(definedBy);
        boolean isFile = file.isAbsolute();
        if (isFile) {
            ConfigurationDirectory.of(file).delete(file);
        }
        String filter =
                isFile
                        ? "(%s=%s)"
                                .formatted(
                                        ConfigurationFiles.FILE_NAME,
                                        filtered(file.toFile().toURI().toString()))
                        : "(%s=%s)".formatted(PID, filtered(definedBy));
        for (Configuration each : list(filter)) {
            try {
                each.delete();
            } catch (IOException e) {
                throw new EsxSyncException(
                        definedBy + " cannot be removed: " + PlainReason.of(e), e);
            }
        }
        return definedBy;
    }

    /**
     * Deletes the tokens that were kept for what is removed, where nothing else refers to them.
     *
     * @param removed the values that were configured
     */
    void deleteTokens(Map<String, Object> removed) {
        if (directory == null) {
            return;
        }
        for (Path token : directory.secrets()) {
            String reference = "${file:" + token + "}";
            if (removed.values().stream().anyMatch(value -> holds(value, reference))
                    && list("(%s=*)".formatted(PID)).stream()
                            .map(each -> Collections.list(each.getProperties().elements()))
                            .flatMap(List::stream)
                            .noneMatch(value -> holds(value, reference))) {
                directory.delete(token);
            }
        }
    }

    private static boolean holds(Object value, String text) {
        return value instanceof Object[] values
                ? List.of(values).toString().contains(text)
                : value.toString().contains(text);
    }

    List<Configuration> list(String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException e) {
            throw new EsxSyncException("Config Admin cannot be asked: " + PlainReason.of(e), e);
        }
    }

    /** What means something in a filter. */
    static String filtered(String text) {
        return text.replaceAll("[\\\\*()]", "\\\\$0");
    }
}
