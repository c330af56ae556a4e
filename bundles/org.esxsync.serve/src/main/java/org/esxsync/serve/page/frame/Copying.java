package org.esxsync.serve.page.frame;

import org.esxsync.serve.html.Html;

/** Lines to be copied into a terminal. */
public final class Copying {

    private Copying() {}

    /** Lines with a button that copies them, where the browser has scripts. */
    public static Html lines(String label, String lines) {
        Html html = new Html().open("div", "class", "copy");
        html.open("pre", "tabindex", "0", "aria-label", label, "role", "region")
                .element("code", lines)
                .close("pre");
        html.element(
                "button", "Copy", "type", "button", "hidden", "", "aria-label", "Copy: " + label);
        return html.close("div");
    }

    /** A word as a shell takes it for one word and nothing else. */
    static String shell(String word) {
        return word.matches("[A-Za-z0-9._/:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
