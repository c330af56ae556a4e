package org.esxsync.shell.view;

import static org.esxsync.shell.view.Column.name;
import static org.esxsync.shell.view.Column.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.setup.EffectiveConfiguration.Key;
import org.esxsync.shell.terminal.Ink;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * Configurations, each with its keys.
 *
 * @param configurations by PID
 */
public record ConfigurationView(List<EffectiveConfiguration> configurations) implements Result {

    private static final String NONE = "-";

    public ConfigurationView {
        configurations = List.copyOf(configurations);
    }

    /** The words that can stand behind the command; for completion. */
    public List<String> names() {
        return Stream.of(
                        Stream.of("set", "unset"),
                        configurations.stream().map(EffectiveConfiguration::pid),
                        configurations.stream()
                                .flatMap(each -> each.keys().stream())
                                .map(Key::name))
                .flatMap(words -> words)
                .distinct()
                .toList();
    }

    @Override
    public List<String> lines(Screen screen) {
        if (configurations.isEmpty()) {
            return List.of("There is no configuration of this kind.");
        }
        List<String> lines = new ArrayList<>();
        for (EffectiveConfiguration each : configurations) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            String place = each.file() == null ? "no file" : each.file();
            lines.add(Ink.BOLD.on(screen, PlainText.of(each.pid() + ": " + place)));
            lines.addAll(table(each).lines(screen));
        }
        return lines;
    }

    private static Table<Key> table(EffectiveConfiguration configuration) {
        return new Table<>(
                configuration.keys(),
                List.of(
                        name("KEY", Key::name),
                        prose("VALUE", key -> shown(key.value())),
                        prose("DEFAULT", key -> shown(key.defaultValue())),
                        name("ORIGIN", key -> Listings.words(key.origin())),
                        prose("MEANING", Key::description)),
                "It has no keys.");
    }

    private static String shown(String value) {
        return value.isEmpty() ? NONE : value;
    }
}
