package org.esxsync.serve.page.frame;

import java.util.Map;
import org.esxsync.serve.html.Html;
import org.esxsync.serve.login.Session;

/** What all pages have around them. */
public final class Frame {

    /** The pages by their paths, as the navigation has them. */
    private static final Map<String, String> PAGES =
            Map.of(
                    ".",
                    "Overview",
                    "patches",
                    "Patches",
                    "hosts",
                    "Hosts",
                    "history",
                    "History",
                    "sync",
                    "Sync");

    private Frame() {}

    /**
     * A whole page.
     *
     * @param title what it is called
     * @param body what is in it, from its heading on
     */
    public static String page(Visit visit, String title, Html body) {
        return page(visit, title, body, false);
    }

    /**
     * @param isMoving whether a browser without script asks again after a while
     */
    public static String page(Visit visit, String title, Html body, boolean isMoving) {
        Html page = new Html();
        page.open("html", "lang", "en").open("head");
        page.open("meta", "charset", "utf-8");
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.open("meta", "name", "color-scheme", "content", "light dark");
        if (isMoving) {
            page.open("noscript")
                    .open("meta", "http-equiv", "refresh", "content", "3")
                    .close("noscript");
        }
        page.element("title", title + " – ESX Sync");
        page.open("link", "rel", "icon", "href", "icon.svg", "type", "image/svg+xml");
        page.open("link", "rel", "stylesheet", "href", "pages.css");
        page.open(
                "link",
                "rel",
                "alternate",
                "type",
                "application/atom+xml",
                "title",
                "ESX patches",
                "href",
                "feed.atom");
        page.open("script", "src", "pages.js", "defer", "").close("script");
        page.close("head").open("body");
        page.element("a", "Skip to the content", "class", "skip", "href", "#content");
        header(page, visit);
        page.open("main", "id", "content", "tabindex", "-1").append(body).close("main");
        return "<!DOCTYPE html>\n" + page.close("body").close("html");
    }

    private static void header(Html page, Visit visit) {
        page.open("header").open("div", "class", "bar");
        page.element("a", "ESX Sync", "class", "name", "href", "./");
        Session session = visit.session();
        if (!visit.hasAccount() || session != null) {
            page.open("nav", "aria-label", "Pages");
            for (String path : new String[] {".", "patches", "hosts", "history", "sync"}) {
                if (visit.hasHosts() || !path.equals("hosts")) {
                    link(page, path, visit.path());
                }
            }
            page.close("nav");
        }
        if (session != null) {
            page.open("form", "method", "post", "action", "logout", "class", "out");
            token(page, session);
            page.element("button", "Log out", "class", "quiet").close("form");
        }
        page.close("div").close("header");
    }

    private static void link(Html page, String path, String current) {
        boolean isCurrent = current.equals(path.equals(".") ? "/" : "/" + path);
        String href = path.equals(".") ? "./" : path;
        String name = PAGES.getOrDefault(path, path);
        if (isCurrent) {
            page.element("a", name, "href", href, "aria-current", "page");
        } else {
            page.element("a", name, "href", href);
        }
    }

    /** The field by which a form shows that our own page has it. */
    public static void token(Html form, Session session) {
        form.open("input", "type", "hidden", "name", "token", "value", session.token());
    }
}
