package org.esxsync.serve.page.frame;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.html.Html;
import org.jspecify.annotations.Nullable;

/** Small pieces that several pages have. */
public final class Words {

    private Words() {}

    /** A number with commas between thousands. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A constant in words, such as {@code Patch published}. */
    public static String of(Enum<?> constant) {
        String text = lower(constant);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** A constant in words without a capital, such as {@code not compliant}. */
    public static String lower(Enum<?> constant) {
        return constant == HostVerdict.NON_COMPLIANT
                ? "not compliant"
                : constant.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** What stands for an empty text. */
    public static String either(String text) {
        return text.isEmpty() ? "–" : text;
    }

    /** The version of a host, as far as it is told. */
    public static String version(String version, @Nullable Long build) {
        return build == null ? version : "%s build %d".formatted(version, build).strip();
    }

    /** A word with a background. */
    public static Html badge(String text, String look) {
        return badge(text, List.of(), look);
    }

    /** The same with releases. */
    public static Html badge(String text, List<EsxRelease> releases, String look) {
        return new Html()
                .open("span", "class", "badge " + look)
                .text(releases.isEmpty() ? text : text + " ")
                .append(whole(releases))
                .close("span");
    }

    /** Releases whose names are not parted at the end of a line. */
    public static Html whole(List<EsxRelease> releases) {
        Html html = new Html();
        for (int i = 0; i < releases.size(); i++) {
            html.text(i == 0 ? "" : ", ")
                    .element("span", releases.get(i).toString(), "class", "whole");
        }
        return html;
    }

    /** A link to a patch's page. */
    public static Html patch(String id) {
        return new Html().element("a", id, "href", "patch?id=" + Visit.encoded(id));
    }

    /** A link to a host's page. */
    public static Html host(String name) {
        return new Html().element("a", name, "href", "host?name=" + Visit.encoded(name));
    }

    public static String releases(List<EsxRelease> releases) {
        return releases.stream().map(EsxRelease::toString).collect(Collectors.joining(", "));
    }

    /** One of a list of facts. */
    public static void fact(Html html, String name, String value) {
        factOf(html, name, new Html().text(value));
    }

    public static void factOf(Html html, String name, Html value) {
        html.open("div").element("dt", name).open("dd").append(value).close("dd").close("div");
    }

    /** A choice of a form, with none as the first. */
    public static void select(
            Html html, String name, String label, String current, Collection<String> values) {
        html.open("label").element("span", label).open("select", "name", name);
        html.element("option", "Any", "value", "");
        for (String value : values) {
            if (value.equals(current)) {
                html.element("option", value, "value", value, "selected", "");
            } else {
                html.element("option", value, "value", value);
            }
        }
        html.close("select").close("label");
    }

    /** The field of a form for words. */
    public static void search(Html html, String words) {
        html.open("label")
                .element("span", "Words")
                .open(
                        "input",
                        "type",
                        "search",
                        "name",
                        "words",
                        "value",
                        words,
                        "maxlength",
                        "200")
                .close("label");
    }

    /** Links to the pages of a listing. */
    public static Html pager(String label, int page, int pages, IntFunction<String> address) {
        Html pager = new Html().open("nav", "class", "pager", "aria-label", label);
        if (page > 1) {
            pager.element("a", "First", "href", address.apply(1));
            pager.element("a", "Previous", "href", address.apply(page - 1), "rel", "prev");
        }
        if (page < pages) {
            pager.element("a", "Next", "href", address.apply(page + 1), "rel", "next");
            pager.element("a", "Last", "href", address.apply(pages));
        }
        return pager.close("nav");
    }

    /** A table that scrolls by itself where it is too wide, also by keys. */
    public static Html table(String label, Html rows, String... columns) {
        Html table = new Html();
        table.open("div", "class", "wide", "role", "region", "aria-label", label, "tabindex", "0");
        table.open("table").open("thead").open("tr");
        for (String column : columns) {
            int colon = column.indexOf(':');
            String name = column.substring(colon + 1);
            if (colon < 0) {
                table.element("th", name, "scope", "col");
            } else {
                table.element("th", name, "scope", "col", "class", column.substring(0, colon));
            }
        }
        table.close("tr").close("thead").open("tbody").append(rows);
        return table.close("tbody").close("table").close("div");
    }
}
