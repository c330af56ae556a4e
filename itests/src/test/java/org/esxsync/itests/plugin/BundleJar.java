package org.esxsync.itests.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A bundle with one component, put together by hand.
 *
 * @param symbolicName its name
 * @param imports its imported packages
 * @param component the description of its component
 * @param classes the names of the classes in it
 */
public record BundleJar(
        String symbolicName, String imports, String component, List<String> classes) {

    private static final String COMPONENT = "OSGI-INF/component.xml";

    public void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        }
    }

    /** Writes it, and closes the stream. */
    public void write(OutputStream out) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(out, manifest())) {
            entry(jar, COMPONENT, component.getBytes(StandardCharsets.UTF_8));
            for (String each : classes) {
                String path = each.replace('.', '/') + ".class";
                try (InputStream in = BundleJar.class.getResourceAsStream("/" + path)) {
                    entry(jar, path, in.readAllBytes());
                }
            }
        }
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", symbolicName);
        headers.putValue("Import-Package", imports);
        headers.putValue("Service-Component", COMPONENT);
        return manifest;
    }

    private static void entry(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
