package org.esxsync.serve;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.serve.bundle.BundleDoor;
import org.esxsync.serve.hosts.HostDesk;
import org.esxsync.serve.login.Login;
import org.esxsync.serve.machine.HostAnswers;
import org.esxsync.serve.machine.MachineDoors;
import org.esxsync.serve.machine.RecentChanges;
import org.esxsync.serve.machine.RecentStatus;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.page.PagesDoor;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.FileDoor;
import org.esxsync.serve.server.LocalClient;
import org.esxsync.serve.server.RepresentationSender;
import org.esxsync.serve.server.ServedTraffic;
import org.esxsync.serve.umds.UmdsDoor;
import org.esxsync.serve.work.WorkDesk;

/**
 * All that a server answers.
 *
 * @param files the mirror's files
 * @param traffic what was served
 * @param login lets people in
 * @param desk does what pages start
 * @param hosts judges the kept hosts
 * @param doors asked in this order
 */
record Doors(
        MirrorFiles files,
        ServedTraffic traffic,
        Login login,
        WorkDesk desk,
        HostDesk hosts,
        List<Door> doors)
        implements AutoCloseable {

    static Doors of(MirrorServices services, Clock clock) {
        MirrorFiles files = new MirrorFiles(services.mirror(), clock);
        ServedTraffic traffic = new ServedTraffic();
        List<Door> doors = new ArrayList<>();
        RepresentationSender sender = new RepresentationSender(clock);
        doors.add(new FileDoor(files, sender));
        doors.add(new BundleDoor(services.mirror(), files, sender, clock));
        doors.add(new UmdsDoor(services.mirror(), files, sender));
        Login login = new Login(clock);
        RecentStatus status = new RecentStatus(services.catalogue(), files::isThere, clock);
        HostDesk hosts = new HostDesk(services.hosts(), services.catalogue(), clock);
        RecentChanges changes = new RecentChanges(services.catalogue());
        doors.addAll(
                MachineDoors.of(
                        status,
                        changes,
                        files,
                        services.catalogue(),
                        services.json(),
                        traffic,
                        new HostAnswers(
                                hosts,
                                each -> !login.hasAccount() || PagesDoor.isLoggedIn(login, each)),
                        services.hosts()::advisories,
                        services.sync(),
                        services.version(),
                        each -> LocalClient.sends(each) || PagesDoor.isLoggedIn(login, each),
                        clock));
        WorkDesk desk = new WorkDesk(services.sync(), clock);
        doors.add(
                new PagesDoor(
                        services.catalogue(),
                        services.mirror(),
                        status,
                        changes,
                        login,
                        desk,
                        hosts,
                        clock));
        return new Doors(files, traffic, login, desk, hosts, List.copyOf(doors));
    }

    @Override
    public void close() {
        desk.close();
        hosts.close();
        files.close();
    }
}
