package org.esxsync.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.junit.jupiter.api.Test;

/** The figures as a client of an MBean server gets them. */
class MirrorBeanTest {

    private static final ObjectName NAME = name("org.esxsync:type=Mirror");
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private Instant now = NOON.plusSeconds(90);
    private int readings;
    private Supplier<MirrorStatus> status = MirrorBeanTest::troubled;

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static MirrorStatus troubled() {
        return new MirrorStatus(
                Path.of("/srv/mirror"),
                null,
                Event.ofRun(NOON, Event.Kind.SYNC_INCOMPLETE, "1 failed"),
                NOON,
                NOON.plusSeconds(3600),
                true,
                new MirrorStatus.Patches(14, 12, 9, 2, 1),
                List.of(
                        new PatchOutcome(
                                "ESX-1",
                                "vmware",
                                EsxRelease.parse("esx-3.0.1"),
                                Outcome.CONFLICT,
                                "other bytes")),
                List.of("schedule=x cannot be used"),
                List.of("unknown key mirorr"),
                new MirrorSpace(1, 2, 3),
                List.of(
                        new SourceStatus(
                                new SourceSummary("vmware", "http://x", 14, NOON),
                                Event.ofSource(
                                        NOON, Event.Kind.SOURCE_FAILED, "vmware", "no route"))));
    }

    private static MirrorStatus untouched() {
        return new MirrorStatus(
                Path.of("/srv/mirror"),
                null,
                null,
                null,
                null,
                false,
                new MirrorStatus.Patches(0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                new MirrorSpace(0, 2, 3),
                List.of(new SourceStatus(new SourceSummary("vmware", "http://x", 0, null), null)));
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private MirrorBean register(String framework) {
        return new MirrorBean(
                server,
                framework,
                new MirrorFigures(
                        () -> {
                            readings++;
                            return status.get();
                        },
                        new TestClock()));
    }

    private Object get(String attribute) throws Exception {
        return server.getAttribute(NAME, attribute);
    }

    @Test
    void everyAttributeIsOfATypeThatAllClientsKnow() throws Exception {
        register("f1");

        assertEquals("/srv/mirror", get("Mirror"));
        assertEquals("CRITICAL", get("Health"));
        assertEquals(false, get("Healthy"));
        assertEquals(2, get("HealthLevel"));
        assertEquals(
                "schedule=x cannot be used",
                assertInstanceOf(String[].class, get("HealthFindings"))[0]);
        assertNull(get("Owner"));
        assertEquals(Date.from(NOON), get("LastSync"));
        assertEquals("SYNC_INCOMPLETE", get("LastSyncEnd"));
        assertEquals("1 failed", get("LastSyncDetail"));
        assertEquals(Date.from(NOON), get("LastSuccess"));
        assertEquals(90L, get("SecondsSinceSuccess"));
        assertEquals(Date.from(NOON.plusSeconds(3600)), get("NextRun"));
        assertEquals(
                List.of(14, 12, 9, 2, 1),
                List.of(
                        get("Listed"),
                        get("Claimed"),
                        get("Published"),
                        get("Missing"),
                        get("Ignored")));
        assertEquals(
                "ESX-1 (esx-3.0.1): other bytes",
                assertInstanceOf(String[].class, get("Conflicts"))[0]);
        assertEquals(
                "schedule=x cannot be used", assertInstanceOf(String[].class, get("Troubles"))[0]);
        assertEquals("unknown key mirorr", assertInstanceOf(String[].class, get("Warnings"))[0]);
        assertEquals(
                List.of(1, 1, 1, 1, 1),
                List.of(
                        get("ConflictCount"),
                        get("TroubleCount"),
                        get("WarningCount"),
                        get("SourceCount"),
                        get("FailedSourceCount")));
        assertEquals(
                List.of(1L, 2L, 3L),
                List.of(get("UsedBytes"), get("FreeBytes"), get("TotalBytes")));
        CompositeData source = assertInstanceOf(CompositeData[].class, get("Sources"))[0];
        assertEquals("vmware", source.get("name"));
        assertEquals(14, source.get("listed"));
        assertEquals(Date.from(NOON), source.get("lastErrorTime"));
        assertEquals("no route", source.get("lastError"));
    }

    @Test
    void whatNeverHappenedIsNull() throws Exception {
        status = MirrorBeanTest::untouched;
        register("f1");

        assertEquals("UNKNOWN", get("Health"));
        assertNull(get("LastSync"));
        assertNull(get("LastSyncEnd"));
        assertNull(get("LastSuccess"));
        assertEquals(-1L, get("SecondsSinceSuccess"));
        assertNull(get("NextRun"));
        CompositeData source = ((CompositeData[]) get("Sources"))[0];
        assertNull(source.get("lastScan"));
        assertNull(source.get("lastError"));
    }

    @Test
    void oneReadingServesAllAttributesForAWhile() throws Exception {
        register("f1");
        get("Listed");
        get("UsedBytes");
        assertEquals(1, readings);

        now = now.plus(Duration.ofSeconds(11));
        get("Listed");

        assertEquals(2, readings);
    }

    @Test
    void anErrorIsOneThatAllClientsKnow() {
        status =
                () -> {
                    throw new EsxSyncException("mirror= is not set; set it");
                };
        register("f1");

        RuntimeMBeanException error =
                assertThrows(RuntimeMBeanException.class, () -> get("Listed"));

        assertEquals(IllegalStateException.class, error.getCause().getClass());
        assertEquals("mirror= is not set; set it", error.getCause().getMessage());
    }

    @Test
    void everyAttributeSaysWhatItMeans() throws Exception {
        register("f1");

        MBeanInfo info = server.getMBeanInfo(NAME);

        assertTrue(info.getDescription().startsWith("How a mirror of ESX patches stands"));
        for (MBeanAttributeInfo each : info.getAttributes()) {
            assertTrue(each.getDescription().endsWith("."), each::toString);
        }
        assertEquals(0, info.getOperations().length);
    }

    @Test
    void theNameIsTheSameInEachStartAndASecondFrameworkHasItsOwn() throws Exception {
        MirrorBean one = register("f1");
        MirrorBean two = register("f2");

        assertEquals(
                Set.of(NAME, name("org.esxsync:type=Mirror,framework=f2")),
                server.queryNames(name("org.esxsync:*"), null));
        assertThrows(EsxSyncException.class, () -> register("f2"));
        one.unregister();
        two.unregister();

        assertEquals(Set.of(), server.queryNames(name("org.esxsync:*"), null));
    }
}
