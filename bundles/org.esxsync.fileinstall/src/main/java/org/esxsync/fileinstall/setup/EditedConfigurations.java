package org.esxsync.fileinstall.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.setup.ConfigurationEditor;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.setup.EffectiveConfiguration.Key;
import org.esxsync.api.setup.EffectiveConfiguration.Origin;
import org.esxsync.api.setup.UnknownNameException;
import org.esxsync.fileinstall.ConfigurationFile;
import org.esxsync.fileinstall.ConfigurationFiles;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Shows and changes configurations as the Metatype documents of the bundles describe them. */
@Component
public final class EditedConfigurations implements ConfigurationEditor {

    /** Framework properties that take precedence over a key and are not called by PID and key. */
    private static final Map<String, String> PRECEDING =
            Map.of("org.esxsync.sync.mirror", "org.esxsync.mirror");

    private static final String PID = "service.pid";
    private static final Pattern COMMA = Pattern.compile(",");

    private final BundleContext context;
    private final Configurations configurations;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<ConfigurationCheck> checks = List.of();

    @Activate
    public EditedConfigurations(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.context = context;
        this.configurations = Configurations.of(context, admin);
    }

    @Override
    public List<EffectiveConfiguration> list() {
        List<EffectiveConfiguration> all = new ArrayList<>();
        for (DescribedConfiguration described : MetatypeReader.read(context.getBundles())) {
            all.addAll(effective(described));
        }
        return all;
    }

    @Override
    public List<EffectiveConfiguration> list(String pid) {
        DescribedConfiguration described = described(pid);
        List<EffectiveConfiguration> all = effective(described);
        if (pid.equals(described.pid())) {
            return all;
        }
        List<EffectiveConfiguration> one =
                all.stream().filter(each -> each.pid().equals(pid)).toList();
        if (one.isEmpty()) {
            throw new UnknownNameException(
                    "there is no configuration '%s'; %s"
                            .formatted(
                                    OneLine.of(pid, 200),
                                    all.isEmpty()
                                            ? "none of this kind is there"
                                            : "there are "
                                                    + all.stream()
                                                            .map(EffectiveConfiguration::pid)
                                                            .collect(Collectors.joining(", "))));
        }
        return one;
    }

    private DescribedConfiguration described(String pid) {
        List<DescribedConfiguration> all = MetatypeReader.read(context.getBundles());
        return all.stream()
                .filter(each -> isOf(pid, each))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnknownNameException(
                                        "no bundle has a configuration '%s'; there are %s"
                                                .formatted(
                                                        OneLine.of(pid, 200),
                                                        all.stream()
                                                                .map(DescribedConfiguration::pid)
                                                                .distinct()
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static boolean isOf(String pid, DescribedConfiguration described) {
        return pid.equals(described.pid())
                || described.factory()
                        && (pid.startsWith(described.pid() + "~")
                                || pid.startsWith(described.pid() + "."));
    }

    private List<EffectiveConfiguration> effective(DescribedConfiguration described) {
        List<Configuration> found = found(described);
        if (found.isEmpty() && !described.factory()) {
            return List.of(effective(described, described.pid(), new Hashtable<>()));
        }
        return found.stream()
                .map(each -> effective(described, each.getPid(), each.getProperties()))
                .sorted(Comparator.comparing(EffectiveConfiguration::pid))
                .toList();
    }

    private List<Configuration> found(DescribedConfiguration described) {
        return configurations.list(
                "(%s=%s)"
                        .formatted(
                                described.factory() ? "service.factoryPid" : PID,
                                Configurations.filtered(described.pid())));
    }

    private EffectiveConfiguration effective(
            DescribedConfiguration described, String pid, Dictionary<String, Object> properties) {
        boolean hasFile = properties.get(ConfigurationFiles.FILE_NAME) != null;
        return new EffectiveConfiguration(
                pid,
                described.description(),
                hasFile ? Configurations.definedBy(map(properties)) : null,
                described.keys().stream()
                        .map(key -> key(key, described.pid(), properties, hasFile))
                        .toList());
    }

    private Key key(
            DescribedKey key, String pid, Dictionary<String, Object> properties, boolean hasFile) {
        String usual = pid + "." + key.name();
        String preceding = context.getProperty(PRECEDING.getOrDefault(usual, usual));
        Object set = properties.get(key.name());
        Origin origin =
                preceding != null
                        ? Origin.FRAMEWORK_PROPERTY
                        : set == null
                                ? Origin.DEFAULT
                                : hasFile ? Origin.FILE : Origin.CONFIG_ADMIN;
        String value = preceding != null ? preceding : set == null ? key.defaultValue() : text(set);
        return new Key(
                key.name(),
                key.shown(value),
                key.defaultValue(),
                origin,
                key.options(),
                key.description());
    }

    private static String text(Object value) {
        return value instanceof Object[] values
                ? List.of(values).stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    private static Map<String, Object> map(Dictionary<String, Object> properties) {
        Map<String, Object> map = new HashMap<>();
        for (String key : Collections.list(properties.keys())) {
            map.put(key, properties.get(key));
        }
        return map;
    }

    @Override
    public String set(String pid, String key, String value) {
        DescribedConfiguration described = described(pid);
        check(described, pid, key, value);
        return change(
                described,
                pid,
                new Change(
                        key,
                        described.key(key).isOpenSecret(value),
                        properties -> properties.put(key, value),
                        text -> text.with(key, value)));
    }

    private static void check(
            DescribedConfiguration described, String pid, String key, String value) {
        described.key(key).check(pid, value);
        if (!value.equals(value.strip()) || value.indexOf('\0') >= 0) {
            throw new EsxSyncException(
                    "%s: %s: a value neither begins nor ends with a blank".formatted(pid, key));
        }
    }

    @Override
    public String add(String pid, String key, String value) {
        DescribedConfiguration described = described(pid);
        check(described, pid, key, value);
        if (!described.key(key).many()) {
            throw new EsxSyncException(
                    "%s: %s takes one value; change it with 'config set'".formatted(pid, key));
        }
        return change(
                described,
                pid,
                new Change(
                        key,
                        described.key(key).isOpenSecret(value),
                        properties -> properties.put(key, with(value, properties.get(key))),
                        text -> text.with(key, with(value, text.value(key)))));
    }

    private static String with(String value, @Nullable Object others) {
        String all = others == null ? "" : text(others);
        if (all.isBlank()) {
            return value;
        }
        return COMMA.splitAsStream(all).map(String::strip).anyMatch(value::equals)
                ? all
                : all + ", " + value;
    }

    @Override
    public String unset(String pid, String key) {
        DescribedConfiguration described = described(pid);
        return change(
                described,
                pid,
                new Change(
                        key,
                        false,
                        properties -> remove(pid, key, properties),
                        text -> text.without(key)));
    }

    private static void remove(String pid, String key, Dictionary<String, Object> properties) {
        if (properties.remove(key) == null) {
            throw new EsxSyncException(
                    "%s: %s is not set, so that its default counts"
                            .formatted(pid, OneLine.of(key, 100)));
        }
    }

    /**
     * What changes one value of a configuration.
     *
     * @param isSecret whether its new value is for few eyes
     */
    private record Change(
            String key,
            boolean isSecret,
            Consumer<Dictionary<String, Object>> ofValues,
            UnaryOperator<PropertiesText> ofText) {}

    /**
     * Refuses a change by which something becomes wrong. What was wrong before, or is not set yet,
     * stays for another change.
     */
    private static void refuseWorse(
            List<ConfigurationException> before,
            List<ConfigurationException> after,
            Change change,
            Dictionary<String, Object> changed) {
        List<String> known = before.stream().map(Throwable::getMessage).toList();
        List<String> worse =
                after.stream()
                        .filter(
                                each ->
                                        each.key().equals(change.key())
                                                || changed.get(each.key()) != null)
                        .map(Throwable::getMessage)
                        .filter(text -> !known.contains(text))
                        .toList();
        if (!worse.isEmpty()) {
            throw new EsxSyncException(String.join("; and ", worse));
        }
    }

    /** What those say who read the configuration. */
    private List<ConfigurationException> problems(
            DescribedConfiguration described, String pid, Dictionary<String, Object> properties) {
        List<ConfigurationException> problems = new ArrayList<>();
        for (ConfigurationCheck check : checks) {
            if (check.pid().equals(described.pid())) {
                problems.addAll(check.problems(pid, map(properties)));
            }
        }
        return problems;
    }

    private String change(DescribedConfiguration described, String pid, Change change) {
        Configuration known =
                found(described).stream()
                        .filter(each -> each.getPid().equals(pid))
                        .findFirst()
                        .orElse(null);
        if (known == null && described.factory() && !pid.contains("~")) {
            throw new EsxSyncException(
                    "there can be several configurations of %s; write %s~NAME"
                            .formatted(described.pid(), described.pid()));
        }
        @Nullable Path file = file(known, pid);
        if (file != null) {
            edit(file, described, pid, change);
            return file.toString();
        }
        configurations.requireKept();
        update(known, described, pid, change);
        return pid;
    }

    private @Nullable Path file(@Nullable Configuration known, String pid) {
        if (known != null && known.getProperties().get(ConfigurationFiles.FILE_NAME) != null) {
            return Path.of(Configurations.definedBy(map(known.getProperties())));
        }
        ConfigurationDirectory directory = configurations.directory();
        return known != null || directory == null ? null : directory.path().resolve(pid + ".cfg");
    }

    private void edit(Path file, DescribedConfiguration described, String pid, Change change) {
        ConfigurationFile read = ConfigurationFile.of(file.toFile());
        ConfigurationDirectory directory = ConfigurationDirectory.of(file);
        UnaryOperator<String> edit =
                text -> {
                    Dictionary<String, Object> values = values(read, text);
                    List<ConfigurationException> before = problems(described, pid, values);
                    change.ofValues().accept(values);
                    String edited = change.ofText().apply(PropertiesText.of(text)).toString();
                    Dictionary<String, Object> changed = values(read, edited);
                    refuseWorse(before, problems(described, pid, changed), change, changed);
                    return edited;
                };
        if (change.isSecret()) {
            directory.changeAndHide(file, edit);
        } else {
            directory.change(file, edit);
        }
    }

    private Dictionary<String, Object> values(ConfigurationFile file, String text) {
        try {
            return file.properties(text, context::getProperty);
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s; put that right first, nothing was changed".formatted(e.getMessage()), e);
        }
    }

    private void update(
            @Nullable Configuration known,
            DescribedConfiguration described,
            String pid,
            Change change) {
        try {
            Configuration configuration = known;
            if (configuration == null) {
                configuration =
                        described.factory()
                                ? configurations
                                        .admin()
                                        .getFactoryConfiguration(
                                                described.pid(),
                                                pid.substring(pid.indexOf('~') + 1),
                                                "?")
                                : configurations.admin().getConfiguration(pid, "?");
            }
            Dictionary<String, Object> properties = configuration.getProperties();
            Dictionary<String, Object> changed =
                    properties == null ? new Hashtable<>() : properties;
            List<ConfigurationException> before = problems(described, pid, changed);
            change.ofValues().accept(changed);
            refuseWorse(before, problems(described, pid, changed), change, changed);
            configuration.update(changed);
        } catch (IOException e) {
            throw new EsxSyncException(
                    "Config Admin cannot keep %s: %s".formatted(pid, PlainReason.of(e)), e);
        }
    }
}
