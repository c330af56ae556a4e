package org.esxsync.serve.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.html.Html;

/** Small pieces that several pages have. */
final class Words {

    private Words() {}

    /** A number with commas between thousands. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A constant in words, such as {@code Patch published}. */
    static String of(Enum<?> constant) {
        String text = constant.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** A word with a background. */
    static Html badge(String text, String look) {
        return badge(text, List.of(), look);
    }

    /** The same with releases. */
    static Html badge(String text, List<EsxRelease> releases, String look) {
        return new Html()
                .open("span", "class", "badge " + look)
                .text(releases.isEmpty() ? text : text + " ")
                .append(whole(releases))
                .close("span");
    }

    /** Releases whose names are not parted at the end of a line. */
    static Html whole(List<EsxRelease> releases) {
        Html html = new Html();
        for (int i = 0; i < releases.size(); i++) {
            html.text(i == 0 ? "" : ", ")
                    .element("span", releases.get(i).toString(), "class", "whole");
        }
        return html;
    }

    /** A link to a patch's page. */
    static Html patch(String id) {
        return new Html().element("a", id, "href", "patch?id=" + Visit.encoded(id));
    }

    static String releases(List<EsxRelease> releases) {
        return releases.stream().map(EsxRelease::toString).collect(Collectors.joining(", "));
    }

    /** A table that scrolls by itself where it is too wide, also by keys. */
    static Html table(String label, Html rows, String... columns) {
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
