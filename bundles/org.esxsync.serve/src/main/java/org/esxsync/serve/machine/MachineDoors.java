package org.esxsync.serve.machine;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.RepresentationSender;
import org.esxsync.serve.server.ServedTraffic;

/** The doors for machines. */
public final class MachineDoors {

    private MachineDoors() {}

    /**
     * @param recent shared with the pages; so are the changes
     * @param files tells whether there is a mirror
     * @param catalogue asked at each request that needs it
     * @param json likewise
     * @param hosts what is told of hosts
     * @param advisories reads them, where a bundle does; asked at each request that needs it
     * @param sync plans; likewise
     * @param version of this bundle
     * @param mayKnowPaths who is told where things are on this machine, and may have a sync planned
     */
    public static List<Door> of(
            RecentStatus recent,
            RecentChanges changes,
            MirrorFiles files,
            Supplier<MirrorCatalogue> catalogue,
            Supplier<JsonWriter> json,
            ServedTraffic traffic,
            HostAnswers hosts,
            Supplier<Optional<Advisories>> advisories,
            Supplier<PatchSync> sync,
            String version,
            Predicate<Request> mayKnowPaths,
            Clock clock) {
        TextSender sender = new TextSender(new RepresentationSender(clock), clock);
        HiddenPaths hidden = new HiddenPaths(mayKnowPaths);
        return List.of(
                new HealthDoor(recent, json, hidden),
                new MetricsDoor(
                        recent,
                        files,
                        new Recent<>(() -> catalogue.get().releases(), catalogue, clock),
                        changes,
                        traffic,
                        new SyncFigures(catalogue),
                        hosts,
                        version),
                new FeedDoor(changes, sender),
                new ApiDoor(
                        new ApiAnswers(
                                recent,
                                files,
                                catalogue,
                                json,
                                hosts,
                                new VulnerabilityAnswers(advisories),
                                new PlanAnswers(catalogue, sync, mayKnowPaths)),
                        sender,
                        hidden));
    }
}
