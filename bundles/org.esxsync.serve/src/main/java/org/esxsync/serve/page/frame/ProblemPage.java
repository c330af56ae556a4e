package org.esxsync.serve.page.frame;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.serve.html.Html;

/** Says why a page is not shown, or a form not taken. */
public final class ProblemPage {

    private ProblemPage() {}

    public static void send(
            Visit visit, Response response, Callback callback, int status, String reason) {
        String title = HttpStatus.getMessage(status);
        Html html = new Html();
        html.element("h1", title);
        html.element("p", reason, "class", "health bad");
        html.open("p").element("a", "Overview", "href", "./").close("p");
        PageSender.send(
                visit.request(), response, callback, status, Frame.page(visit, title, html));
    }
}
