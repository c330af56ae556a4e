package org.esxsync.compliance.html;

import java.util.function.Consumer;
import org.esxsync.api.MarkupText;
import org.esxsync.api.OneLine;
import org.esxsync.api.Secrets;

/** Writes a page in pieces. Text from outside is escaped, and can be no mark-up. */
final class Html {

    private static final int PIECE = 1 << 16;

    private final StringBuilder page = new StringBuilder();
    private final Consumer<String> out;

    Html(Consumer<String> out) {
        this.out = out;
    }

    /** Adds mark-up of ours. */
    Html raw(String markup) {
        page.append(markup);
        if (page.length() > PIECE) {
            end();
        }
        return this;
    }

    /** Adds text from anywhere. */
    Html text(Object text) {
        page.append(MarkupText.escaped(OneLine.of(Secrets.mask(String.valueOf(text)))));
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String name, Object text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">");
    }

    /** A row of a table. */
    Html row(Object... cells) {
        raw("<tr>");
        for (Object cell : cells) {
            element("td", cell);
        }
        return raw("</tr>\n");
    }

    /** The headings of a table, which starts here. */
    Html table(String... headings) {
        raw("<div><table>\n<thead><tr>");
        for (String heading : headings) {
            element("th", heading);
        }
        return raw("</tr></thead>\n<tbody>\n");
    }

    Html endTable() {
        return raw("</tbody></table></div>\n");
    }

    /** Writes what is left. */
    void end() {
        out.accept(page.toString());
        page.setLength(0);
    }
}
