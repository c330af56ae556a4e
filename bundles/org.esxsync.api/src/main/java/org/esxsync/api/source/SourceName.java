package org.esxsync.api.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.esxsync.api.OneLine;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.patch.RelativePath;

/** Names sources, so that a person knows each again wherever it was configured. For any thread. */
public final class SourceName {

    /** The key of a configuration in which an administrator names a source. */
    public static final String KEY = "name";

    private static final int LONGEST = 80;
    private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:~*?\"'<>|$%{}]+");
    private static final Pattern SCHEME = Pattern.compile("(?i)[a-z]+:(//)?");
    private static final Pattern DOCUMENT = Pattern.compile("(?i).+\\.(?:xml|html?|txt|lst|list)");
    private static final Pattern EXTENSION = Pattern.compile("(?i)\\.(?:zip|vib|tgz|tar\\.gz)$");
    private static final Pattern MASKED = Pattern.compile("\\*{3}|\\$\\{.*");

    private SourceName() {}

    /**
     * The name of a configured source: what {@code name=} says; else what stands behind the tilde
     * of its PID; else a name made of its location. A PID that Config Admin made up, with a UUID,
     * names nothing.
     *
     * @param factory the PID of the factory, such as {@code org.esxsync.source.depot}
     * @param properties the component's properties
     * @param location where it reads
     */
    public static String of(String factory, Map<String, ?> properties, String location) {
        String given = safe(String.valueOf(properties.get(KEY) == null ? "" : properties.get(KEY)));
        if (!given.isEmpty()) {
            return given;
        }
        String pid = String.valueOf(properties.get("service.pid"));
        String named =
                pid.startsWith(factory + "~") ? safe(pid.substring(factory.length() + 1)) : "";
        return named.isEmpty() ? of(location, factory) : named;
    }

    /**
     * A name made of a location: the last part of a path, and of a URL the host, too. The documents
     * of a directory go by the name of the directory.
     *
     * @param factory names it if the location tells nothing
     */
    public static String of(String location, String factory) {
        boolean online = location.toLowerCase(Locale.ROOT).matches("(?s)https?://.*");
        String shown = online ? RedactedLocation.of(location) : location;
        List<String> parts =
                Arrays.stream(SCHEME.matcher(shown).replaceFirst("").split("[/\\\\]+"))
                        .filter(part -> !part.isBlank() && !MASKED.matcher(part).matches())
                        .toList();
        String host = online && !parts.isEmpty() ? parts.get(0) : "";
        String last = last(host.isEmpty() ? parts : parts.subList(1, parts.size()));
        String name = safe(host + (host.isEmpty() || last.isEmpty() ? "" : "-") + last);
        return name.isEmpty() ? factory.substring(factory.lastIndexOf('.') + 1) : name;
    }

    private static String last(List<String> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (!DOCUMENT.matcher(parts.get(i)).matches()) {
                return EXTENSION.matcher(parts.get(i)).replaceFirst("");
            }
        }
        return "";
    }

    /** Its directory in the mirror is called so, and a file in {@code conf/}. */
    private static String safe(String name) {
        String line = OneLine.of(FORBIDDEN.matcher(OneLine.of(name)).replaceAll("-"), LONGEST);
        String text = line.replaceAll("^[.-]+|[…-]+$", "").strip();
        try {
            return text.isEmpty() ? "" : new RelativePath(text).name();
        } catch (RelativePath.UnsafePathException e) {
            return "";
        }
    }
}
