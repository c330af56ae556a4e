package org.esxsync.serve.page.form;

import java.util.regex.Pattern;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.page.frame.Frame;
import org.esxsync.serve.page.frame.Visit;

/** {@code /login}. */
public final class LoginPage {

    /** Pages of ours alone, or else a link could lead who logs in to another site. */
    private static final Pattern NEXT =
            Pattern.compile(
                    "(?:patches|patch|hosts|host|history|sync)?(?:\\?[!-~&&[^\\\\]]{0,2000})?");

    private LoginPage() {}

    /**
     * @param problem what went wrong; empty for nothing
     * @param next the page to go on to
     */
    public static String html(Visit visit, String problem, String next) {
        Html html = new Html();
        html.open("div", "class", "login").element("h1", "Log in");
        if (!problem.isEmpty()) {
            html.element("p", problem, "class", "health bad", "role", "alert");
        }
        if (visit.isPrivate()) {
            form(html, next);
        } else {
            html.element(
                    "p",
                    "A password would cross the network for all to read. Configure"
                            + " tls.certificate= in org.esxsync.serve.cfg and come by https, or log"
                            + " in on the machine itself.",
                    "class",
                    "health warn");
        }
        return Frame.page(visit, "Log in", html.close("div"));
    }

    private static void form(Html html, String next) {
        html.open("form", "method", "post", "action", "login");
        html.open("input", "type", "hidden", "name", "next", "value", next);
        html.open("label")
                .element("span", "User")
                .open(
                        "input",
                        "name",
                        "user",
                        "autocomplete",
                        "username",
                        "required",
                        "",
                        "autofocus",
                        "",
                        "autocapitalize",
                        "none",
                        "spellcheck",
                        "false")
                .close("label");
        html.open("label")
                .element("span", "Password")
                .open(
                        "input",
                        "name",
                        "password",
                        "type",
                        "password",
                        "autocomplete",
                        "current-password",
                        "required",
                        "")
                .close("label");
        html.element("button", "Log in").close("form");
    }

    /** The page to go on to, or the overview where it is none of ours. */
    public static String next(String asked) {
        return NEXT.matcher(asked).matches() ? asked : "";
    }
}
