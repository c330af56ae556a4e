package org.esxsync.sync.share;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.esxsync.api.Quantity;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.sync.config.ConfiguredLedgers;
import org.esxsync.sync.config.SyncConfig;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.mirror.MirrorLock;
import org.esxsync.sync.mirror.MirrorOwner;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.plan.DiskRoom;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads for the syncs of other nodes, where {@code nodes=shared} and the process goes on. There
 * is no thread of it otherwise.
 */
@Component(
        configurationPid = SyncSettings.PID,
        immediate = true,
        service = {})
public final class HelpingNode {

    private static final Logger LOG = LoggerFactory.getLogger(HelpingNode.class);

    private static final long LOOK_MILLIS = 1_000;
    private static final long END_SECONDS = 5;

    /** A node that cannot reach the sites would take each file from the others, and fail at it. */
    private static final int MOST_FAILURES = 5;

    private static final long STEP_BACK_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SyncConfiguration configuration;
    private final LedgerStore ledgers;
    private final Downloader downloader;
    private final boolean on;
    private final String partials = "node-" + UUID.randomUUID();
    private @Nullable ScheduledExecutorService looking;
    private String told = "";
    private String lastFailure = "";
    private long steppedBack = System.nanoTime() - STEP_BACK_NANOS;

    @Activate
    public HelpingNode(
            @Reference SyncConfiguration configuration,
            @Reference(target = ConfiguredLedgers.FILTER) LedgerStore ledgers,
            @Reference Downloader downloader,
            SyncConfig config) {
        this(configuration, ledgers, downloader, !configuration.isForOneCommand());
        modified(config);
    }

    /**
     * @param on whether the process goes on
     */
    HelpingNode(
            SyncConfiguration configuration,
            LedgerStore ledgers,
            Downloader downloader,
            boolean on) {
        this.configuration = configuration;
        this.ledgers = ledgers;
        this.downloader = downloader;
        this.on = on;
    }

    @Modified
    synchronized void modified(SyncConfig config) {
        boolean isNeeded = on && SyncSettings.SHARED.equals(config.nodes().strip());
        ScheduledExecutorService former = looking;
        if (isNeeded && former == null) {
            ScheduledExecutorService next =
                    Executors.newSingleThreadScheduledExecutor(HelpingNode::daemon);
            next.scheduleWithFixedDelay(
                    this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            looking = next;
        } else if (!isNeeded && former != null) {
            former.shutdownNow();
            looking = null;
        }
    }

    /** Whether it has a thread. */
    synchronized boolean isLooking() {
        return looking != null;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "esxsync-help");
        thread.setDaemon(true);
        return thread;
    }

    /** What it has begun to download goes to other nodes. */
    @Deactivate
    synchronized void deactivate() throws InterruptedException {
        ScheduledExecutorService former = looking;
        if (former != null) {
            former.shutdownNow();
            former.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** What is thrown on would end it for good. */
    private void look() {
        try {
            help();
            told = "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LedgerOutageException | ConfigurationException e) {
            // A sync tells what is wrong, and the next look is soon.
            LOG.debug("this node does not help", e);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            tell(e);
        }
    }

    private void tell(Throwable problem) {
        String reason = ClaimedDownloads.reason(problem);
        if (!reason.equals(told)) {
            told = reason;
            LOG.warn("This node cannot download for others: {}", reason);
        }
    }

    /** Helps until there is nothing more to help with. */
    void help() throws InterruptedException {
        SyncSettings settings = configuration.settings();
        MirrorPaths mirror = settings.requireMirror();
        if (!settings.sharesDownloads()
                || MirrorLock.isWorkedOnHere(mirror)
                || System.nanoTime() - steppedBack < STEP_BACK_NANOS) {
            return;
        }
        Optional<DownloadList> found = ledgers.downloads(mirror.state());
        if (found.isPresent()) {
            try (DownloadList list = found.get()) {
                if (list.isOffered()) {
                    new MirrorOwner(mirror).refuseOthers();
                    help(list, settings, mirror);
                }
            }
        }
    }

    private void help(DownloadList list, SyncSettings settings, MirrorPaths mirror)
            throws InterruptedException {
        StagedClaims fetch =
                new StagedClaims(
                        mirror,
                        new ArtifactFetch(downloader, new DiskRoom(mirror)),
                        this::ownPartials,
                        new DurableFiles(
                                settings.durability(), settings.modes().keepsExecutable()));
        DownloadList.Claimant self =
                new DownloadList.Claimant(MirrorLock.self(), 0, downloader.perHost());
        try (ClaimedDownloads claimed =
                new ClaimedDownloads(list, self, settings.parallel(), fetch, this::tellFailure)) {
            help(list, claimed, mirror);
            if (claimed.files() > 0) {
                LOG.info(
                        "Downloaded {} for the sync of another node",
                        Quantity.count(claimed.files(), "file", "files"));
            }
        }
    }

    private void help(DownloadList list, ClaimedDownloads claimed, MirrorPaths mirror)
            throws InterruptedException {
        boolean isMore = true;
        while (isMore) {
            // It asks the file system: a node whose mount hangs gives no more signs of life.
            isMore = !MirrorLock.isWorkedOnHere(mirror) && (claimed.round() || list.isOffered());
            if (claimed.failuresInARow() >= MOST_FAILURES) {
                steppedBack = System.nanoTime();
                LOG.warn(
                        "{} downloads in a row failed on this node, which does not help for a"
                                + " minute; the last one: {}",
                        MOST_FAILURES,
                        lastFailure);
                return;
            }
        }
    }

    /** Two processes never write to one file. */
    private Path ownPartials(Path ofWriter) {
        return ofWriter.resolve(partials);
    }

    private void tellFailure(ClaimedDownload claim, Throwable problem) {
        RelativePath path = claim.offer().artifact().path();
        String reason = ClaimedDownloads.reason(problem);
        lastFailure = "%s: %s".formatted(path, reason);
        LOG.info(
                "{}: it could not be downloaded here ({}); the node that publishes tries it",
                path,
                reason);
    }
}
