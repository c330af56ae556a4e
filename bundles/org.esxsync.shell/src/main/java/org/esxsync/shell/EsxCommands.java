package org.esxsync.shell;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceHtml;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.HostExport;
import org.esxsync.api.compliance.HostInventory;
import org.esxsync.api.compliance.HostsAfterSync;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.serve.MirrorServer;
import org.esxsync.api.setup.ConfigurationEditor;
import org.esxsync.api.setup.SourceSetup;
import org.esxsync.api.sync.LedgerMove;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.shell.command.Arguments;
import org.esxsync.shell.command.Command;
import org.esxsync.shell.command.Commands;
import org.esxsync.shell.command.OperandKind;
import org.esxsync.shell.host.HostCommands;
import org.esxsync.shell.host.HostVulnerabilities;
import org.esxsync.shell.host.KnownHosts;
import org.esxsync.shell.mirror.MirrorCommands;
import org.esxsync.shell.mirror.ServeCommands;
import org.esxsync.shell.patch.PatchCommands;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.setup.SetupCommands;
import org.esxsync.shell.sync.CareCommands;
import org.esxsync.shell.sync.SyncCommands;
import org.esxsync.shell.vulnerability.VulnerabilityCommands;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The commands, by kind. Each returns its result, or throws with a message that a person can act
 * on; only a sync also prints, as things happen. Options come first, because Gogo hands them over
 * in that order, and all that is typed arrives as text, because Gogo would turn 8.10 into 8.1.
 */
@Component(service = EsxCommands.class)
public final class EsxCommands {

    /** The order in which help lists the commands. */
    private static final List<String> ORDER =
            List.of(
                    "add",
                    "remove",
                    "sync",
                    "plan",
                    "patches",
                    "new",
                    "diff",
                    "profiles",
                    "show",
                    "cve",
                    "releases",
                    "sources",
                    "history",
                    "verify",
                    "prune",
                    "ledger",
                    "hosts",
                    "compliance",
                    "serve",
                    "status",
                    "mirrors",
                    "config",
                    "completion",
                    "help");

    /** What each command is called and takes. */
    public static final Commands COMMANDS =
            Commands.of(
                    ORDER,
                    SetupCommands.class,
                    SyncCommands.class,
                    PatchCommands.class,
                    VulnerabilityCommands.class,
                    MirrorCommands.class,
                    CareCommands.class,
                    HostCommands.class,
                    ServeCommands.class,
                    HelpCommands.class);

    private static final String COMPLIANCE = "org.esxsync.compliance, which judges hosts";

    private final MirrorCatalogue catalogue;
    private final List<Object> targets;

    /** Asked for only by the commands that need it, so that others start without it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<SourceSetup> setups;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<ConfigurationEditor> editors;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<MirrorServer> servers;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<Advisories> advisories;

    @Activate
    public EsxCommands(
            @Reference PatchSync patchSync,
            @Reference MirrorCatalogue catalogue,
            @Reference JsonWriter jsonWriter,
            @Reference CsvWriter csvWriter) {
        CommandRun run = new CommandRun(COMMANDS);
        Supplier<SourceSetup> setup = () -> SetupService.get(setups);
        Supplier<Advisories> known =
                () -> SetupService.get(advisories, "org.esxsync.advisory, which reads advisories");
        HostVulnerabilities vulnerabilities =
                new HostVulnerabilities(
                        () -> SetupService.optional(advisories),
                        () -> SetupService.find(Compliance.class, COMPLIANCE),
                        () -> SetupService.find(Exposures.class, COMPLIANCE));
        KnownHosts hosts =
                new KnownHosts(
                        () -> SetupService.find(HostInventory.class, COMPLIANCE),
                        () -> SetupService.find(KeptHosts.class, COMPLIANCE),
                        () -> SetupService.find(HostExport.class, COMPLIANCE));
        this.catalogue = catalogue;
        this.targets =
                List.of(
                        new SetupCommands(
                                run, setup, () -> SetupService.get(editors), jsonWriter, csvWriter),
                        new SyncCommands(
                                run,
                                patchSync,
                                catalogue,
                                setup,
                                () -> SetupService.lookFor(HostsAfterSync.class),
                                jsonWriter,
                                csvWriter),
                        new PatchCommands(
                                run,
                                catalogue,
                                known,
                                ZoneId.systemDefault(),
                                jsonWriter,
                                csvWriter),
                        new VulnerabilityCommands(
                                run,
                                catalogue,
                                known,
                                hosts,
                                vulnerabilities,
                                jsonWriter,
                                csvWriter),
                        new MirrorCommands(
                                run, catalogue, Clock.systemUTC(), jsonWriter, csvWriter),
                        new CareCommands(
                                run,
                                patchSync,
                                catalogue,
                                () ->
                                        SetupService.find(
                                                LedgerMove.class,
                                                "org.esxsync.sync, which moves ledgers"),
                                jsonWriter,
                                csvWriter),
                        new HostCommands(
                                run,
                                hosts,
                                () -> SetupService.find(Compliance.class, COMPLIANCE),
                                () -> SetupService.find(ComplianceHtml.class, COMPLIANCE),
                                vulnerabilities,
                                () -> SetupService.optional(servers).flatMap(MirrorServer::url),
                                jsonWriter,
                                csvWriter),
                        new ServeCommands(
                                run,
                                () ->
                                        SetupService.get(
                                                servers,
                                                "org.esxsync.serve, which serves the mirror")),
                        new HelpCommands(run));
    }

    /**
     * Runs a command and returns its result; what it throws is thrown on.
     *
     * @param command one of {@link #COMMANDS}
     */
    public Object run(Command command, CommandSession session, Arguments arguments) {
        Object target = targets.stream().filter(command::isOf).findFirst().orElseThrow();
        return command.run(target, arguments.forMethod(session));
    }

    /** The objects that have the commands' methods, for a shell that calls those itself. */
    public List<Object> targets() {
        return targets;
    }

    /** The words that can stand where a command takes such an operand. */
    public List<String> words(OperandKind kind) {
        return kind.words(COMMANDS.names(), catalogue);
    }
}
