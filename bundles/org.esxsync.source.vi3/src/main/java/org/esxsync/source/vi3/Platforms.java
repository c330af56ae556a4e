package org.esxsync.source.vi3;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.patch.Platform;

/**
 * Reads enumerations of products and versions, such as "VMware ESX Server 3.0.0 and 3.0.1".
 * Repetitions are bounded, since the pattern engine recurses for each.
 */
final class Platforms {

    private static final String ESX = "(?:VMware )?ESX(?: Server)?";
    private static final String PRODUCT = "(?:" + ESX + "|VMware(?: [a-z]+){1,4}?)";

    /** A number before MB is the size of the download. */
    private static final String VERSION = "\\d++(?:\\.\\d++)++(?! ?[KMG]B)";

    private static final String COMMA = " ?(?:, and|,|/|&|;|and) ?";

    /** A group-free pattern of a whole enumeration, for use in other patterns; ignores case. */
    static final String LIST =
            "%s %s(?:(?:%s(?:%s )?| %s )%s){0,20}+"
                    .formatted(PRODUCT, VERSION, COMMA, ESX, ESX, VERSION);

    private static final Pattern ANYWHERE = Pattern.compile("(?i)" + LIST);
    private static final Pattern FIRST = Pattern.compile("(?i)(" + PRODUCT + ") " + VERSION);
    private static final Pattern ONLY_ESX = Pattern.compile("(?i)" + ESX);
    private static final Pattern ONE_VERSION = Pattern.compile("(?i)" + VERSION);
    private static final String ESX_SERVER = "VMware ESX Server";

    private Platforms() {}

    /** The first enumeration in the text; empty if there is none. */
    static List<Platform> firstIn(String text) {
        Matcher list = ANYWHERE.matcher(text);
        return list.find() ? of(list.group()) : List.of();
    }

    /** Each version of an enumeration that {@link #LIST} matched, under one name of the product. */
    static List<Platform> of(String list) {
        List<Platform> platforms = new ArrayList<>();
        Matcher first = FIRST.matcher(list);
        String product = first.find() ? first.group(1) : ESX_SERVER;
        if (ONLY_ESX.matcher(product).matches()) {
            product = ESX_SERVER;
        }
        Matcher version = ONE_VERSION.matcher(list);
        while (version.find()) {
            platforms.add(new Platform(product, version.group()));
        }
        return platforms;
    }
}
