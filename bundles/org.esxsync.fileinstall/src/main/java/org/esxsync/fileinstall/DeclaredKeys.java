package org.esxsync.fileinstall;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/**
 * The keys that bundles declare for a configuration, in their Metatype documents, which bnd makes
 * from the annotations of a component. Config Admin takes any key, and a mistyped one would be lost
 * without a word.
 */
final class DeclaredKeys {

    private static final String METATYPE = "OSGI-INF/metatype";
    private static final Pattern PID = Pattern.compile("<Designate (?:factoryP|p)id=\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("<AD id=\"([^\"]+)\"");

    private DeclaredKeys() {}

    /** The bundles that may read it: a configuration is named as its bundle is, or shorter. */
    static List<Bundle> readers(String pid, Bundle... bundles) {
        return Stream.of(bundles).filter(bundle -> reads(bundle.getSymbolicName(), pid)).toList();
    }

    private static boolean reads(String bundle, String pid) {
        return bundle != null && (bundle.equals(pid) || bundle.startsWith(pid + "."));
    }

    /** Empty if no bundle declares any. */
    static SortedSet<String> of(String pid, List<Bundle> readers) throws IOException {
        SortedSet<String> keys = new TreeSet<>();
        for (Bundle bundle : readers) {
            for (String path : documents(bundle)) {
                URL document = bundle.getEntry(path);
                try (InputStream in = document.openStream()) {
                    keys.addAll(
                            declared(pid, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
        }
        return keys;
    }

    /** Asks for no resolution of the bundle, as finding entries would. */
    private static List<String> documents(Bundle bundle) {
        var paths = bundle.getEntryPaths(METATYPE);
        return paths == null
                ? List.of()
                : Collections.list(paths).stream().filter(path -> path.endsWith(".xml")).toList();
    }

    /** What a Metatype document declares for the configuration. */
    static List<String> declared(String pid, String document) {
        Matcher designated = PID.matcher(document);
        return designated.find() && designated.group(1).equals(pid)
                ? KEY.matcher(document).results().map(result -> result.group(1)).toList()
                : List.of();
    }
}
