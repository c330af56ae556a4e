package org.esxsync.serve.page.frame;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.esxsync.serve.login.Session;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page.
 *
 * @param request as it came
 * @param path the path below the base
 * @param parameters of the query
 * @param hasAccount whether somebody can log in at all
 * @param session of who has logged in, or null
 * @param hasHosts whether hosts can be judged
 * @param now when
 */
public record Visit(
        Request request,
        String path,
        Fields parameters,
        boolean hasAccount,
        @Nullable Session session,
        boolean hasHosts,
        Instant now) {

    public static final String COOKIE = "esxsync-session";

    private static final int LONGEST = 200;

    private static final List<String> PROXIED =
            List.of("X-Forwarded-Proto", "X-Forwarded-For", "Forwarded", "Via");

    /** The value of a parameter, cut to a length that a person types; empty if it is not there. */
    public String parameter(String name) {
        String value = parameters.getValue(name);
        if (value == null) {
            return "";
        }
        String stripped = value.strip();
        return stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
    }

    /** The value of a parameter, whatever its length. */
    public String whole(String name) {
        String value = parameters.getValue(name);
        return value == null ? "" : value;
    }

    /** A number from 1 to the highest, whatever is asked for. */
    public int number(String name, int highest) {
        String text = parameter(name);
        int number = text.matches("[1-9]\\d{0,8}") ? Integer.parseInt(text) : 1;
        return Math.max(1, Math.min(number, highest));
    }

    /** The URL under which the server was asked, with the base and a slash at its end. */
    public String root() {
        HttpURI uri = request.getHttpURI();
        String root = HttpURI.build(uri).scheme(scheme()).path(base()).query(null).asString();
        return root.endsWith("/") ? root : root + "/";
    }

    /** The path of the overview, as the browser knows it. */
    public String base() {
        String whole = String.valueOf(request.getHttpURI().getPath());
        return whole.substring(0, whole.length() - path.length()) + "/";
    }

    /** What a proxy on this machine says of its own side counts. */
    private String scheme() {
        if (request.isSecure()) {
            return "https";
        }
        String forwarded = request.getHeaders().get("X-Forwarded-Proto");
        return "https".equals(forwarded) && isFromLoopback() ? "https" : "http";
    }

    public boolean isEncrypted() {
        return scheme().equals("https");
    }

    /** Whether a password can be sent without others reading it. */
    public boolean isPrivate() {
        return isEncrypted() || isFromLoopback() && !isProxied();
    }

    /** A proxy on this machine may have got it from anywhere. */
    private boolean isProxied() {
        return PROXIED.stream().anyMatch(request.getHeaders()::contains);
    }

    private boolean isFromLoopback() {
        return address().isLoopbackAddress();
    }

    /** From where it came. */
    public InetAddress address() {
        SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress()
                : anyAddress();
    }

    private static InetAddress anyAddress() {
        return new InetSocketAddress(0).getAddress();
    }

    /** Whether another site had the browser send it. */
    public boolean isFromOtherSite() {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeaders().get("Origin");
        // Our own pages send no referrer, and then browsers send no origin either.
        return origin != null && !origin.equals("null") && !(origin + "/").equals(originOfRoot());
    }

    private String originOfRoot() {
        String root = root();
        return root.substring(0, root.length() - base().length() + 1);
    }

    public static @Nullable String cookie(Request request) {
        List<HttpCookie> cookies = Request.getCookies(request);
        return cookies.stream()
                .filter(each -> each.getName().equals(COOKIE))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The parameter's value as a part of a URL. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
