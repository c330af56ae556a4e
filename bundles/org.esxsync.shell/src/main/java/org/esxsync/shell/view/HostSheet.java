package org.esxsync.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Reboot;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/** All about one host and its baseline. */
public final class HostSheet implements Result {

    private final HostDetails details;

    public HostSheet(HostDetails details) {
        this.details = details;
    }

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        Sheet sheet = new Sheet(lines, screen);
        head(sheet);
        List<JudgedPatch> shown =
                details.patches().stream()
                        .filter(each -> each.verdict() != PatchVerdict.NOT_APPLICABLE)
                        .toList();
        if (!shown.isEmpty()) {
            lines.add("");
            lines.addAll(patches(shown).lines(screen));
        }
        Table<?> open = ExposureViews.ofHost(details.report());
        if (!open.isEmpty()) {
            lines.add("");
            lines.addAll(open.lines(screen));
        }
        way(sheet);
        return lines;
    }

    private void head(Sheet sheet) {
        HostReport report = details.report();
        Host host = report.host();
        sheet.line("Host", host.name());
        sheet.line("Release", host.release() == null ? "" : host.release().toString());
        sheet.line("Version", host.version());
        sheet.line("Build", host.build() == null ? "" : host.build().toString());
        sheet.line("Verdict", Listings.words(report.verdict()));
        sheet.prose("Reason", report.reason());
        sheet.prose(
                "Patches",
                "%d installed, %d missing, %d superseded, %d not applicable, %d unknown"
                        .formatted(
                                report.installed(),
                                report.missing().size(),
                                report.superseded(),
                                report.notApplicable(),
                                report.unknown()));
        if (report.exposure() != null) {
            sheet.line("CVEs", ExposureViews.sum(report.exposure()));
        }
        report.remarks().forEach(remark -> sheet.prose("Remark", remark));
        if (!report.unlisted().isEmpty()) {
            sheet.prose(
                    "Not listed",
                    Listings.joined(
                            report.unlisted().stream().map(InstalledVib::toString).toList()));
        }
        host.origins().forEach(origin -> sheet.line("Read from", origin));
    }

    private static Table<JudgedPatch> patches(List<JudgedPatch> patches) {
        return new Table<>(
                patches,
                List.of(
                        Column.id("PATCH", each -> each.patch().patch().id()),
                        Column.<JudgedPatch>name(
                                        "DATE", each -> Listings.date(each.patch().patch()))
                                .spared(1),
                        Column.name("VERDICT", each -> Listings.words(each.verdict())),
                        Column.sentence("REASON", JudgedPatch::reason)),
                "");
    }

    private void way(Sheet sheet) {
        if (details.way().steps().isEmpty()) {
            return;
        }
        sheet.lines().add("");
        sheet.line(
                "To install",
                "%s, %s to fetch, %s"
                        .formatted(
                                Quantity.count(details.way().steps().size(), "step", "steps"),
                                Quantity.bytes(details.way().bytes()),
                                Quantity.count(details.way().reboots(), "reboot", "reboots")));
        details.way().steps().forEach(step -> step(step, sheet));
        if (details.way().lacksUrl()) {
            sheet.prose(
                    "Mirror",
                    InstallStep.MIRROR
                            + " stands for the mirror's URL as hosts reach it; give it with --url");
        }
        details.way().obstacles().forEach(each -> sheet.prose("Problem", each));
        if (!details.way().unpublished().isEmpty()) {
            sheet.prose("To sync first", Listings.joined(details.way().unpublished()));
        }
    }

    private static void step(InstallStep step, Sheet sheet) {
        sheet.line(
                "Install",
                "%s, %s%s%s"
                        .formatted(
                                step.patch(),
                                step.bytes() == 0 ? "size unknown" : Quantity.bytes(step.bytes()),
                                step.reboot() == Reboot.REQUIRED ? ", reboot" : "",
                                step.maintenanceMode() ? ", maintenance mode" : ""));
        step.lines().forEach(sheet::more);
    }
}
