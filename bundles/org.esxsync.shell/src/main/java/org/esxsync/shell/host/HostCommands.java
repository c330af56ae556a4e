package org.esxsync.shell.host;

import static org.esxsync.shell.run.CommonWords.CSV;
import static org.esxsync.shell.run.CommonWords.JSON;
import static org.esxsync.shell.run.CommonWords.MANY;
import static org.esxsync.shell.run.CommonWords.NO;
import static org.esxsync.shell.run.CommonWords.YES;

import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceHtml;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.shell.command.Example;
import org.esxsync.shell.command.OperandKind;
import org.esxsync.shell.command.Operands;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.command.ValueName;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.view.HostSheet;
import org.esxsync.shell.view.HostViews;
import org.jspecify.annotations.Nullable;

/** Tells which host lacks which patch, from what hosts print. */
public final class HostCommands {

    private static final String ADD = "add";
    private static final String REMOVE = "remove";

    private final CommandRun run;
    private final KnownHosts hosts;
    private final Supplier<Compliance> compliance;
    private final Supplier<ComplianceHtml> html;
    private final HostVulnerabilities vulnerabilities;
    private final Supplier<Optional<URI>> served;
    private final JsonWriter writer;
    private final CsvWriter csvWriter;

    /**
     * @param hosts reads hosts and keeps them
     * @param compliance judges them; fails where no bundle has it
     * @param html writes pages; fails where no bundle has it
     * @param vulnerabilities knows what hosts are open to
     * @param served where hosts reach the mirror by what is configured
     */
    public HostCommands(
            CommandRun run,
            KnownHosts hosts,
            Supplier<Compliance> compliance,
            Supplier<ComplianceHtml> html,
            HostVulnerabilities vulnerabilities,
            Supplier<Optional<URI>> served,
            JsonWriter writer,
            CsvWriter csvWriter) {
        this.run = run;
        this.hosts = hosts;
        this.compliance = compliance;
        this.html = html;
        this.vulnerabilities = vulnerabilities;
        this.served = served;
        this.writer = writer;
        this.csvWriter = csvWriter;
    }

    @Descriptor("show what is recognised in outputs of hosts and tools, or keep hosts")
    @Example(value = "hosts lists/", does = "tells which hosts the files in a directory are about")
    public Object hosts(
            CommandSession session,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor("print the kept hosts, a JSON object a line, for 'hosts add' elsewhere")
                    @Parameter(names = "--export", presentValue = YES, absentValue = NO)
                    boolean exported,
            @Descriptor(
                            "files or directories with what hosts print, such as 'esxcli software"
                                    + " vib list', or - for standard input; or add FILE to keep its"
                                    + " hosts with the mirror; or remove HOST; default: the hosts"
                                    + " that are kept")
                    @Operands(value = OperandKind.HOSTS, max = MANY)
                    String... words) {
        return run.run(
                session,
                "hosts",
                words,
                () -> {
                    Format format = Format.of(json, csv);
                    if (exported) {
                        return exported(Console.of(session), words);
                    }
                    List<String> rest =
                            List.of(words).subList(Math.min(1, words.length), words.length);
                    if (words.length > 1 && words[0].equals(REMOVE)) {
                        return removed(session, rest);
                    }
                    requireOperand(words);
                    boolean add = words.length > 1 && words[0].equals(ADD);
                    Inventory read = hosts.of(session, "hosts", add ? rest : List.of(words));
                    List<String> changes = add ? hosts.keep(read.hosts()) : List.of();
                    Object result =
                            format.print(
                                    read,
                                    writer::inventory,
                                    csvWriter::inventory,
                                    found ->
                                            HostViews.inventory(
                                                    found,
                                                    HostViews.whenEmpty(List.of(words)),
                                                    changes));
                    return told(Console.of(session), result, read, format);
                });
    }

    /** That something could not be read must be noticed, also by scripts. */
    private static Object told(Console console, Object result, Inventory read, Format format) {
        if (read.problems().isEmpty()) {
            return result;
        }
        console.print(result);
        throw ComplianceVerdict.unread(format, read.problems());
    }

    private static void requireOperand(String... words) {
        if (words.length == 1 && words[0].equals(ADD)) {
            throw new UsageException(
                    "hosts", "'add' needs a file, or - ; a file of this name is written ./add");
        }
        if (words.length == 1 && words[0].equals(REMOVE)) {
            throw new UsageException(
                    "hosts", "'remove' needs a host; a file of this name is written ./remove");
        }
    }

    private Object exported(Console console, String... words) {
        if (words.length > 0) {
            throw new UsageException("hosts", "--export takes no words; it prints all kept hosts");
        }
        hosts.export().get().export(console.out()::println);
        return Result.NONE;
    }

    private Object removed(CommandSession session, List<String> names) {
        for (String name : names) {
            if (!hosts.kept().get().delete(name)) {
                throw new UsageException(
                        "hosts",
                        "no host is kept as '%s'; 'hosts' lists those that are".formatted(name));
            }
        }
        return Console.of(session).quiet()
                ? Result.NONE
                : "removed %s".formatted(Quantity.count(names.size(), "host", "hosts"));
    }

    @Descriptor("tell which host lacks which patch, from what hosts print")
    @Example(
            value = "compliance --baseline security lists/",
            does = "judges the hosts of a directory by the security patches that are listed")
    public Object compliance(
            CommandSession session,
            @Descriptor(
                            "what hosts are to have: all, security, what was released up to a date"
                                    + " such as 2026-01-31, or ids of patches or the name of an"
                                    + " image profile, with commas between them; default: all")
                    @ValueName("WORDS")
                    @Parameter(names = "--baseline", absentValue = "all")
                    String baseline,
            @Descriptor("judge all hosts as hosts of this release; default: what each one tells")
                    @ValueName("RELEASE")
                    @Parameter(names = "--release", absentValue = "")
                    String release,
            @Descriptor("all about one host: each patch, and what to install in which order")
                    @ValueName("NAME")
                    @Parameter(names = "--host", absentValue = "")
                    String host,
            @Descriptor(
                            "the mirror's URL as hosts reach it, such as"
                                    + " http://mirror.example.org/, for the lines to run on a host;"
                                    + " default: that of the configured web server")
                    @ValueName("URL")
                    @Parameter(names = "--url", absentValue = "")
                    String url,
            @Descriptor("print a page for a browser, which needs no other file")
                    @Parameter(names = "--html", presentValue = YES, absentValue = NO)
                    boolean page,
            @Descriptor(JSON) @Parameter(names = "--json", presentValue = YES, absentValue = NO)
                    boolean json,
            @Descriptor(CSV) @Parameter(names = "--csv", presentValue = YES, absentValue = NO)
                    boolean csv,
            @Descriptor(
                            "files or directories as for 'hosts', or - for standard input; default:"
                                    + " the hosts that are kept")
                    @Operands(value = OperandKind.FILE, max = MANY)
                    String... files) {
        return run.run(
                session,
                "compliance",
                files,
                () -> {
                    Format format = Format.of(json, csv);
                    if (page && format != Format.SCREEN) {
                        throw new UsageException(
                                "compliance", "--html excludes --json and --csv; use one of them");
                    }
                    Baseline wanted = baseline(baseline);
                    String asked = release.isEmpty() ? null : release;
                    MirrorUrl mirror = MirrorUrl.of("compliance", url, served);
                    Inventory read = hosts.of(session, "compliance", List.of(files));
                    Console console = Console.of(session);
                    if (host.isEmpty()) {
                        return all(
                                console,
                                read,
                                HostViews.whenEmpty(List.of(files)),
                                wanted,
                                asked,
                                format,
                                page ? mirror : null);
                    }
                    return one(
                            console,
                            named(read, host, files.length > 0),
                            read,
                            wanted,
                            asked,
                            mirror,
                            format,
                            page);
                });
    }

    private static Baseline baseline(String text) {
        try {
            return Baseline.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("compliance", String.valueOf(e.getMessage()));
        }
    }

    private static Host named(Inventory inventory, String name, boolean isOfFiles) {
        return inventory.hosts().stream()
                .filter(host -> host.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "compliance",
                                        "no host is called '%s'; '%s' lists those that are there"
                                                .formatted(
                                                        name, isOfFiles ? "hosts FILE" : "hosts")));
    }

    private Object all(
            Console console,
            Inventory read,
            String whenEmpty,
            Baseline baseline,
            @Nullable String release,
            Format format,
            @Nullable MirrorUrl onPage) {
        ComplianceReport report =
                vulnerabilities
                        .marked(compliance.get().judge(read.hosts(), baseline, release), release)
                        .withProblems(read.problems());
        Object result =
                onPage != null
                        ? page(console, report, details(report, baseline, release).map(onPage::in))
                        : format.print(
                                report,
                                writer::compliance,
                                csvWriter::compliance,
                                each -> HostViews.compliance(each, whenEmpty));
        return judged(console, result, report, format);
    }

    /** What is asked for is printed, and then the verdict makes scripts notice. */
    private static Object judged(
            Console console, Object result, ComplianceReport report, Format format) {
        return ComplianceVerdict.of(report, format)
                .<Object>map(
                        verdict -> {
                            console.print(result);
                            throw verdict;
                        })
                .orElse(result);
    }

    private static boolean isTold(HostReport report) {
        Exposure exposure = report.exposure();
        return report.verdict() == HostVerdict.NON_COMPLIANT
                || exposure != null && !exposure.open().isEmpty();
    }

    /** The hosts that lack something, or are open to something. */
    private Stream<HostDetails> details(
            ComplianceReport report, Baseline baseline, @Nullable String release) {
        List<HostReport> told = report.hosts().stream().filter(HostCommands::isTold).toList();
        Iterator<HostReport> reports = told.iterator();
        return compliance
                .get()
                .details(told.stream().map(HostReport::host).toList(), baseline, release)
                .map(each -> each.with(reports.next()));
    }

    /** A page of thousands of hosts is printed as it is written. */
    private Object page(Console console, ComplianceReport report, Stream<HostDetails> details) {
        html.get().page(report, details, console.out()::print);
        return Result.NONE;
    }

    private Object one(
            Console console,
            Host host,
            Inventory read,
            Baseline baseline,
            @Nullable String release,
            MirrorUrl mirror,
            Format format,
            boolean page) {
        List<String> problems = problems(read, host);
        ComplianceReport judged =
                vulnerabilities.marked(
                        compliance.get().judge(List.of(host), baseline, release), release);
        HostReport own = withRemarks(judged.hosts().get(0), problems);
        ComplianceReport report = judged.withHosts(List.of(own)).withProblems(problems);
        HostDetails details =
                mirror.in(compliance.get().details(host, baseline, release).with(own));
        Object result =
                page
                        ? page(console, report, Stream.of(details))
                        : format.print(
                                details,
                                writer::hostDetails,
                                csvWriter::hostDetails,
                                HostCommands::sheet);
        return judged(console, result, report, format);
    }

    /**
     * What could not be read may tell of the host, too; but not that of a file from which other
     * hosts alone were read.
     */
    private static List<String> problems(Inventory read, Host host) {
        List<String> others =
                read.hosts().stream()
                        .filter(each -> !each.name().equals(host.name()))
                        .flatMap(each -> places(each).stream())
                        .filter(place -> !places(host).contains(place))
                        .toList();
        return read.problems().stream()
                .filter(problem -> others.stream().noneMatch(problem::startsWith))
                .toList();
    }

    /** What the problems of the files start with that tell of a host. */
    private static List<String> places(Host host) {
        return host.origins().stream()
                .map(origin -> origin.substring(0, origin.lastIndexOf(": ") + 1))
                .filter(place -> !place.isEmpty())
                .toList();
    }

    /** What could not be read may tell of the host, too. */
    private static HostReport withRemarks(HostReport report, List<String> problems) {
        List<String> remarks = new ArrayList<>(report.remarks());
        problems.forEach(problem -> remarks.add("not read: " + problem));
        return report.withRemarks(remarks);
    }

    private static Result sheet(HostDetails details) {
        return new HostSheet(details);
    }
}
