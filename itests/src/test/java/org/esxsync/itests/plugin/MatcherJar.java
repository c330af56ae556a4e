package org.esxsync.itests.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.esxsync.api.release.VersionMatcher;

/** The bundle of {@link Esxi91Matcher}, put together by hand. */
public final class MatcherJar {

    private static final String COMPONENT = "OSGI-INF/matcher.xml";
    private static final String CLASS = Esxi91Matcher.class.getName();

    private MatcherJar() {}

    public static void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest())) {
            entry(jar, COMPONENT, component().getBytes(StandardCharsets.UTF_8));
            String path = CLASS.replace('.', '/') + ".class";
            try (InputStream in = Esxi91Matcher.class.getResourceAsStream("/" + path)) {
                entry(jar, path, in.readAllBytes());
            }
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.example.matcher.esxi91");
        headers.putValue(
                "Import-Package",
                "org.esxsync.api.patch;version=\"[1,2)\","
                        + "org.esxsync.api.release;version=\"[1,2)\"");
        headers.putValue("Service-Component", COMPONENT);
        return manifest;
    }

    private static String component() {
        return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
          <property name="%2$s" value="esxi-9.1"/>
          <service><provide interface="%3$s"/></service>
          <implementation class="%1$s"/>
        </scr:component>
        """
                .formatted(CLASS, VersionMatcher.RELEASE, VersionMatcher.class.getName());
    }

    private static void entry(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
