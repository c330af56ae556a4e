package org.esxsync.serve.machine;

import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.RepresentationSender;
import org.esxsync.serve.server.ServedTraffic;

/** The doors for machines. */
public final class MachineDoors {

    private MachineDoors() {}

    /**
     * @param recent shared with the pages; so are the changes
     * @param catalogue asked at each request that needs it
     * @param json likewise
     * @param hosts what is told of hosts
     * @param version of this bundle
     * @param mayKnowPaths who is told where things are on this machine
     */
    public static List<Door> of(
            RecentStatus recent,
            RecentChanges changes,
            Supplier<MirrorCatalogue> catalogue,
            Supplier<JsonWriter> json,
            ServedTraffic traffic,
            SyncFigures syncs,
            HostAnswers hosts,
            String version,
            Predicate<Request> mayKnowPaths,
            Clock clock) {
        TextSender sender = new TextSender(new RepresentationSender(clock), clock);
        HiddenPaths hidden = new HiddenPaths(mayKnowPaths);
        return List.of(
                new HealthDoor(recent, json, hidden),
                new MetricsDoor(
                        recent,
                        new Recent<>(() -> catalogue.get().releases(), catalogue, clock),
                        changes,
                        traffic,
                        syncs,
                        hosts,
                        version),
                new FeedDoor(changes, sender),
                new ApiDoor(recent, catalogue, json, sender, hidden, hosts));
    }
}
