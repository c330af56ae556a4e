package org.esxsync.compliance.form;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.compliance.facts.ArmEdition;
import org.esxsync.compliance.facts.Fact;
import org.esxsync.compliance.facts.HostBook;
import org.esxsync.compliance.facts.HostFacts;
import org.esxsync.compliance.facts.Product;
import org.jspecify.annotations.Nullable;

/**
 * Understands things that are told as fields: a VIB, a component, a version, an image profile, or a
 * host with its version. One object serves one output, in which a list goes on from record to
 * record.
 */
final class FieldRecords {

    private static final Pattern NUMBER =
            Pattern.compile("(?i)(?:releasebuild-|build-)?(\\d{1,10})");
    private static final Pattern FULL_NAME =
            Pattern.compile(
                    "(?i)(?:VMware )?(ESX\\w*(?: Server(?: 3i)?)?) (\\d[\\d.]*)(?:"
                            + " build-(\\d+))?.*");
    private static final String NO_PROFILE = "No pending image profile";

    private static final String COMPONENTS = "esxcli software component list";

    private final HostBook book;
    private final String container;
    private final Set<HostFacts> started = Collections.newSetFromMap(new IdentityHashMap<>());

    private String vibs = "esxcli software vib list";

    /**
     * @param container such as {@code JSON}; empty for plain text
     */
    FieldRecords(HostBook book, String container) {
        this.book = book;
        this.container = container;
    }

    /** What a list of VIBs is that these records are of. */
    void called(String listOfVibs) {
        vibs = listOfVibs;
    }

    /** What was recognised, as people call it. */
    private String form(String name) {
        return container.isEmpty() ? name : "%s (%s)".formatted(name, container);
    }

    /**
     * Takes what the fields tell.
     *
     * @param line where they stand
     * @return whether they tell anything of a host
     */
    boolean accept(Fields fields, long line) {
        if (fields.has("ansibledistributionversion")) {
            return ansible(fields);
        }
        if (fields.has("esxversion", "host")) {
            return rvtools(fields);
        }
        if (fields.has("product", "version", "build")) {
            return version(
                    fields.get("product"),
                    fields,
                    "esxcli system version get",
                    fields.get("update"));
        }
        if (fields.has("fullname", "version", "build")) {
            return version(fields.get("fullname"), fields, "host.info", "");
        }
        if (fields.has("name", "creationtime")) {
            return profile(fields);
        }
        if (fields.has("name", "version", "displayversion")) {
            return component(fields, line);
        }
        if (fields.has("name", "version", "build")) {
            return viHost(fields);
        }
        if (fields.has("name", "version")
                && Stream.of("vendor", "acceptancelevel", "installdate", "status")
                        .anyMatch(fields::has)) {
            return vib(fields, line);
        }
        return false;
    }

    private void select(Fields fields) {
        Stream.of("vmhost", "host", "hostname", "computername")
                .map(fields::get)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .ifPresent(book::select);
    }

    /** A list starts with its first record of a host. */
    private void start(Fact fact, String form) {
        if (!started.contains(book.current())) {
            started.add(book.list(fact, form(form)));
        }
    }

    /**
     * A list of which no row could be read is a list yet, and the host one of which it is known.
     */
    void begin(Fact fact) {
        start(fact, fact == Fact.COMPONENTS ? COMPONENTS : vibs);
    }

    private boolean vib(Fields fields, long line) {
        select(fields);
        boolean isGet = fields.has("status") || fields.has("depends") || fields.has("id");
        start(Fact.VIBS, isGet ? "esxcli software vib get" : vibs);
        boolean hasRelations =
                Stream.of("depends", "conflicts", "replaces", "provides").anyMatch(fields::has);
        book.vib(
                line,
                fields.get("name"),
                fields.get("version"),
                fields.get("vendor"),
                hasRelations
                        ? List.of(
                                Relations.of(fields.get("depends")),
                                Relations.of(fields.get("conflicts")),
                                Relations.of(fields.get("replaces")),
                                Relations.of(fields.get("provides")))
                        : List.of());
        return true;
    }

    private boolean component(Fields fields, long line) {
        select(fields);
        start(Fact.COMPONENTS, COMPONENTS);
        book.component(line, fields.get("name"), fields.get("version"));
        return true;
    }

    private boolean version(String product, Fields fields, String form, String update) {
        select(fields);
        return Product.of(product, fields.get("version"), update.equals("0") ? "" : update)
                .map(told -> edition(told, fields.get("ostype")))
                .map(told -> book.version(told, number(fields.get("build")), form(form)))
                .isPresent();
    }

    /** A host as PowerCLI's Get-VMHost exports it. */
    private boolean viHost(Fields fields) {
        Product product = Product.of("ESXi", fields.get("version"), "").orElse(null);
        if (product == null) {
            return false;
        }
        book.select(fields.get("name"));
        HostFacts host =
                book.version(product, number(fields.get("build")), form("PowerCLI Get-VMHost"));
        connection(host, fields);
        return true;
    }

    private boolean rvtools(Fields fields) {
        Matcher parts = FULL_NAME.matcher(fields.get("esxversion"));
        book.select(fields.get("host"));
        HostFacts host = book.current();
        host.form(form("RVTools vHost"));
        if (parts.matches()) {
            Product.of(parts.group(1), parts.group(2), "")
                    .ifPresent(
                            told ->
                                    book.version(
                                            told, number(parts.group(3)), form("RVTools vHost")));
        }
        connection(host, fields);
        return true;
    }

    private boolean ansible(Fields fields) {
        String form = form("Ansible vmware_host_facts");
        book.select(fields.get("ansiblehostname"));
        return Product.of(
                        fields.get("ansibledistribution"),
                        fields.get("ansibledistributionversion"),
                        "")
                .map(told -> edition(told, fields.get("ansibleostype")))
                .map(
                        told ->
                                book.version(
                                        told, number(fields.get("ansibledistributionbuild")), form))
                .isPresent();
    }

    private static Product edition(Product told, String system) {
        return ArmEdition.isSystem(system) ? ArmEdition.of(told) : told;
    }

    private boolean profile(Fields fields) {
        select(fields);
        String name = fields.get("name");
        if (!name.startsWith(NO_PROFILE)) {
            book.list(Fact.PROFILE, form("esxcli software profile get")).profile(name);
        }
        return true;
    }

    /** The VIBs that an image profile is printed with: names and versions with commas. */
    boolean profileVibs(String text, long line) {
        String[] vibs = text.split(", *", -1);
        book.list(Fact.VIBS, form("esxcli software profile get"));
        for (String vib : vibs) {
            String[] words = vib.strip().split(" +");
            if (words.length == 2) {
                book.vib(line, words[0], words[1], "");
            } else if (!vib.isBlank()) {
                book.problems().add(line, "'%s' is no VIB and its version".formatted(vib));
                book.current().gap("a VIB that it lists could not be read");
            }
        }
        return true;
    }

    /** A tool that asks a server knows of hosts that do not answer. */
    static void connection(HostFacts host, Fields fields) {
        String state = fields.lower("connectionstate");
        if (state.isEmpty()) {
            return;
        }
        host.connected(state.equals("connected") || state.equals("maintenance"));
    }

    static @Nullable Long number(@Nullable String text) {
        Matcher number = NUMBER.matcher(text == null ? "" : text.strip());
        return number.matches() ? Long.valueOf(number.group(1)) : null;
    }
}
