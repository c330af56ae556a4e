package org.esxsync.itests.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.release.VersionMatcher;

/** The bundle of {@link Esxi91Matcher}. */
public final class MatcherJar {

    private MatcherJar() {}

    public static void write(Path file) throws IOException {
        new BundleJar(
                        "org.example.matcher.esxi91",
                        "org.esxsync.api.patch;version=\"[1,2)\","
                                + "org.esxsync.api.release;version=\"[1,2)\"",
                        component(),
                        List.of(Esxi91Matcher.class.getName()))
                .write(file);
    }

    private static String component() {
        return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
          <property name="%2$s" value="esxi-9.1"/>
          <service><provide interface="%3$s"/></service>
          <implementation class="%1$s"/>
        </scr:component>
        """
                .formatted(
                        Esxi91Matcher.class.getName(),
                        VersionMatcher.RELEASE,
                        VersionMatcher.class.getName());
    }
}
