package org.esxsync.compliance.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.compliance.facts.HostBook;
import org.esxsync.compliance.facts.HostFacts;
import org.esxsync.compliance.facts.Product;

/**
 * The lines of {@code vmware -v}, {@code -l} and {@code -vl}, of {@code esxcli software baseimage
 * get} and of {@code /etc/vmware/.buildInfo}.
 */
final class VersionLines implements LineForm {

    private static final Pattern VERSION =
            Pattern.compile(
                    "VMware (ESX(?:i| Server(?: 3i)?)?) (\\d+\\.\\d+(?:\\.\\d+)?)(?:"
                            + " (?:Releasebuild|build)-(\\d{1,10})| Update (\\d{1,2})| GA)?\\s*");
    private static final Pattern BASE_IMAGE =
            Pattern.compile("ESXi:(\\d+\\.\\d+\\.\\d+-[\\d.]+)\\s*");
    private static final Pattern BUILD_INFO =
            Pattern.compile("(GITHASH|CHANGE|BRANCH|UID|VMTREE|VMBLD|BUILDTAG|BUILDNUMBER):(.*)");
    private static final Pattern BRANCH = Pattern.compile("esxi?-?(\\d+\\.\\d+\\.\\d+).*");

    private static final String BUILD_INFO_FORM = "/etc/vmware/.buildInfo";

    @Override
    public boolean starts(String line) {
        return line.startsWith("VMware ESX") && VERSION.matcher(line).matches()
                || line.startsWith("ESXi:") && BASE_IMAGE.matcher(line).matches()
                || (line.startsWith("GITHASH:")
                        || line.startsWith("CHANGE:")
                        || line.startsWith("BRANCH:")
                        || line.startsWith("BUILDNUMBER:"));
    }

    @Override
    public boolean interrupts() {
        return true;
    }

    @Override
    public boolean isList() {
        return false;
    }

    @Override
    public void begin(String line, long number, HostBook book) {
        next(line, number, book);
    }

    @Override
    public boolean next(String line, long number, HostBook book) {
        Matcher version = VERSION.matcher(line);
        if (version.matches()) {
            version(version, book);
            return true;
        }
        Matcher base = BASE_IMAGE.matcher(line);
        if (base.matches()) {
            base(base.group(1), book);
            return true;
        }
        Matcher info = BUILD_INFO.matcher(line);
        if (info.matches()) {
            buildInfo(info.group(1), info.group(2).strip(), book);
            return true;
        }
        return false;
    }

    private static void version(Matcher line, HostBook book) {
        String update = line.group(4) == null ? "" : line.group(4);
        String form = line.group(3) == null ? "vmware -l" : "vmware -v";
        Product.of(line.group(1), line.group(2), update)
                .ifPresent(
                        told -> {
                            boolean tellsLess =
                                    line.group(3) == null
                                            && book.current().isAlready(told.release());
                            if (tellsLess) {
                                book.current().form(form);
                            } else {
                                book.version(told, FieldRecords.number(line.group(3)), form);
                            }
                        });
    }

    private static void base(String text, HostBook book) {
        VibVersion version = new VibVersion(text);
        Product.of("ESXi", version.version(), "")
                .ifPresent(
                        told -> {
                            HostFacts host =
                                    book.version(told, null, "esxcli software baseimage get");
                            host.base(version);
                        });
    }

    private static void buildInfo(String key, String value, HostBook book) {
        Matcher branch = BRANCH.matcher(value);
        if (key.equals("BUILDNUMBER")) {
            Long build = FieldRecords.number(value);
            if (build != null) {
                book.current().build(build);
                book.current().form(BUILD_INFO_FORM);
            }
        } else if (key.equals("BRANCH") && branch.matches()) {
            Product.of("ESXi", branch.group(1), "")
                    .ifPresent(told -> book.version(told, null, BUILD_INFO_FORM));
        }
    }
}
