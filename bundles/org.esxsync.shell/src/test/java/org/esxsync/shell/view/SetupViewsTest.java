package org.esxsync.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.setup.EffectiveConfiguration.Key;
import org.esxsync.api.setup.EffectiveConfiguration.Origin;
import org.esxsync.api.source.FoundSource;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

class SetupViewsTest {

    private static final String FILE = "/conf/org.esxsync.source.depot~a.cfg";

    private static String text(Result result) {
        return String.join("\n", result.lines(Screen.plain(ZoneOffset.UTC)));
    }

    private static AddedSource added(int patches, boolean counted, List<String> left) {
        TreeSet<EsxRelease> releases = new TreeSet<>();
        if (patches >= 0) {
            releases.add(EsxRelease.parse("esxi-8.0"));
            releases.add(EsxRelease.parse("esxi-6.5"));
        }
        return new AddedSource(
                "a",
                FILE,
                new FoundSource("pid", Map.of(), "depot", patches, counted, releases, left),
                List.of());
    }

    @Test
    void whatWasFoundIsTold() {
        assertEquals(
                """
                Added         a, in /conf/org.esxsync.source.depot~a.cfg
                Found         depot: at least 12 patches for esxi-6.5, esxi-8.0
                Left out      1, 2, 3, 4, 5 and 2 more
                'plan' says what is missing in the mirror, and 'sync' fetches it.\
                """,
                text(
                        new AddedView(
                                List.of(
                                        added(
                                                12,
                                                false,
                                                List.of("1", "2", "3", "4", "5", "6", "7"))))));
        assertEquals(
                "Found         depot: 1 patch for esxi-6.5, esxi-8.0",
                text(new AddedView(List.of(added(1, true, List.of())))).lines().toList().get(1));
        assertEquals(
                "Found         depot; a sync tells for which releases",
                text(new AddedView(List.of(added(-1, false, List.of())))).lines().toList().get(1));
    }

    @Test
    void aMeaningThatDoesNotFitStandsBelowItsKey() {
        String meaning = "How many connections to one host are open at a time, at most; more wait.";
        EffectiveConfiguration fetch =
                new EffectiveConfiguration(
                        "org.esxsync.fetch",
                        "Downloads.",
                        null,
                        List.of(
                                new Key(
                                        "connections.per.host",
                                        "6",
                                        "6",
                                        Origin.DEFAULT,
                                        List.of(),
                                        meaning)));

        assertEquals(
                List.of(
                        "org.esxsync.fetch: no file",
                        "KEY                   VALUE  DEFAULT  ORIGIN",
                        "connections.per.host  6      6        default",
                        "    How many connections to one host are open at a time, at most; more",
                        "    wait."),
                new ConfigurationView(List.of(fetch))
                        .lines(new Screen(70, false, false, ZoneOffset.UTC)));
    }

    @Test
    void aConfigurationShowsEachKeyWithItsOrigin() {
        EffectiveConfiguration sync =
                new EffectiveConfiguration(
                        "org.esxsync.sync",
                        "The engine.",
                        "/conf/org.esxsync.sync.cfg",
                        List.of(
                                new Key("keep", "3", "all", Origin.FILE, List.of(), "What stays."),
                                new Key(
                                        "mirror",
                                        "/srv",
                                        "",
                                        Origin.FRAMEWORK_PROPERTY,
                                        List.of(),
                                        "Where.")));

        assertEquals(
                """
                org.esxsync.sync: /conf/org.esxsync.sync.cfg
                KEY     VALUE  DEFAULT  ORIGIN              MEANING
                keep    3      all      file                What stays.
                mirror  /srv   -        framework property  Where.\
                """,
                text(new ConfigurationView(List.of(sync))));
        assertEquals(
                List.of("set", "add", "unset", "org.esxsync.sync", "keep", "mirror"),
                new ConfigurationView(List.of(sync)).names());
    }
}
