package org.esxsync.sync.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.Test;

class DiskDemandTest {

    private static final Placement ARCHIVE = placement(true);
    private static final Placement FILE = placement(false);

    private static Placement placement(boolean unpack) {
        RelativePath path = new RelativePath("a");
        URI location = URI.create("http://patches.example/a");
        return new Placement(
                new Artifact(path, location, Artifact.UNKNOWN_SIZE, List.of()), path, unpack);
    }

    @Test
    void anArchiveTakesItselfAndWhatIsInIt() {
        assertEquals(100 + 125, DiskDemand.of(ARCHIVE, 100));
        assertEquals(100, DiskDemand.of(FILE, 100));
    }

    @Test
    void whatIsUnknownTakesNothing() {
        assertEquals(0, DiskDemand.of(ARCHIVE, Artifact.UNKNOWN_SIZE));
        assertEquals(0, DiskDemand.of(FILE, Artifact.UNKNOWN_SIZE));
    }

    @Test
    void onlySoManyArchivesAreThereAtATimeAndTheLargestAreTheWorst() {
        DiskDemand demand = new DiskDemand(2, 1000);
        List.of(10L, 30L, 20L).forEach(size -> demand.unpack(ARCHIVE, size));
        demand.unpack(FILE, 99);

        assertEquals(1000 + 30 + 20, demand.bytes());
    }

    @Test
    void whatStaysAddsUp() {
        DiskDemand demand = new DiskDemand(2, 1000);
        demand.keep(ARCHIVE, 100);
        demand.keep(FILE, 100);
        demand.keep(7);

        assertEquals(1000 + 125 + 100 + 7, demand.bytes());
    }
}
