package org.esxsync.serve.machine;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/**
 * Leaves of paths on this machine only the last name, where anybody may read a text: where the
 * mirror and its configuration are is nobody's business.
 *
 * @param mayKnow who is told them all the same
 */
record HiddenPaths(Predicate<Request> mayKnow) {

    /** From the top of the disk: what stands before it is no part of a URL or of another path. */
    private static final Pattern PATH =
            Pattern.compile(
                    "(?<![\\w.:/~%-])(?:(?:jar:)?file:/*)?/(?=NAME)(?:NAME++/)*+(NAME*+)"
                            .replace("NAME", "[^\\s/\"'\\\\,;:()<>!]"));

    String in(String text, Request request) {
        return mayKnow.test(request) ? text : in(text);
    }

    static String in(String text) {
        return PATH.matcher(text).replaceAll(".../$1");
    }
}
