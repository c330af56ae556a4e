package org.esxsync.compliance.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.compliance.facts.Fact;
import org.esxsync.compliance.facts.HostBook;
import org.esxsync.compliance.facts.HostFacts;
import org.esxsync.compliance.facts.Product;

/**
 * The tables of {@code esxupdate query} and of {@code vihostupdate --query} and {@code --scan},
 * whose headings stand between dashes. A scan lists what the host lacks.
 */
final class BulletinTable implements LineForm {

    private static final Pattern HEADER =
            Pattern.compile("\\s*-+ *(?:Bulletin ID|Name) *-+(\\s.*)?");
    private static final Pattern INSTALLATION = Pattern.compile("(\\d\\.\\d\\.\\d)-(\\d{4,9})");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

    private boolean scanned;
    private boolean afterBlank;

    @Override
    public boolean starts(String line) {
        return line.contains("--") && HEADER.matcher(line).matches();
    }

    @Override
    public boolean interrupts() {
        return true;
    }

    @Override
    public void begin(String line, long number, HostBook book) {
        scanned = !line.contains("Install");
        afterBlank = false;
        book.list(
                scanned ? Fact.LACKING : Fact.BULLETINS,
                scanned
                        ? "vihostupdate --scan"
                        : line.contains("Bulletin") ? "esxupdate query" : "esxupdate -l query");
    }

    @Override
    public boolean next(String line, long number, HostBook book) {
        if (starts(line)) {
            begin(line, number, book);
            return true;
        }
        String text = line.strip();
        if (text.isEmpty()) {
            afterBlank = true;
            return true;
        }
        String id = text.split("\\s+", 2)[0];
        if (afterBlank && !isSurelyId(id)) {
            return false;
        }
        afterBlank = false;
        if (!ID.matcher(id).matches()) {
            book.problems().add(number, "the row is left out, since it starts with no id: " + text);
            book.current().gap("a row of its table could not be read");
            return true;
        }
        HostFacts host = book.current();
        Matcher installation = INSTALLATION.matcher(id);
        if (installation.matches()) {
            installed(installation, text, host);
        } else if (scanned) {
            host.lacks(id);
        } else {
            host.bulletin(id);
        }
        return true;
    }

    /** An empty line may also stand below the table. */
    private static boolean isSurelyId(String word) {
        return word.indexOf('-') > 0 && word.chars().anyMatch(Character::isDigit);
    }

    /** The first row of a host of ESX 3.x is the installation itself. */
    private static void installed(Matcher version, String row, HostFacts host) {
        boolean isEsxi = row.contains("ESXi");
        Product.of(isEsxi ? "ESXi" : "ESX", version.group(1), "").ifPresent(host::product);
        host.build(Long.parseLong(version.group(2)));
    }
}
