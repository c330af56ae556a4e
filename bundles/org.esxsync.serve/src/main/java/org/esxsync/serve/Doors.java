package org.esxsync.serve;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.serve.bundle.BundleDoor;
import org.esxsync.serve.machine.MachineDoors;
import org.esxsync.serve.machine.SyncFigures;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.FileDoor;
import org.esxsync.serve.server.RepresentationSender;
import org.esxsync.serve.server.ServedTraffic;
import org.esxsync.serve.umds.UmdsDoor;

/**
 * All that a server answers.
 *
 * @param files the mirror's files
 * @param traffic what was served
 * @param doors asked in this order
 */
record Doors(MirrorFiles files, ServedTraffic traffic, List<Door> doors) implements AutoCloseable {

    static Doors of(MirrorServices services, SyncFigures syncs, Clock clock) {
        MirrorFiles files = new MirrorFiles(services.mirror(), clock);
        ServedTraffic traffic = new ServedTraffic();
        List<Door> doors = new ArrayList<>();
        RepresentationSender sender = new RepresentationSender(clock);
        doors.add(new FileDoor(files, sender));
        doors.add(new BundleDoor(services.mirror(), files, sender));
        doors.add(new UmdsDoor(services.mirror(), files, sender));
        doors.addAll(
                MachineDoors.of(
                        services.catalogue(),
                        services.json(),
                        traffic,
                        syncs,
                        services.version(),
                        clock));
        return new Doors(files, traffic, List.copyOf(doors));
    }

    @Override
    public void close() {
        files.close();
    }
}
