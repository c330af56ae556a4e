package org.esxsync.itests.plugin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.esxsync.api.release.VersionMatcher;
import org.esxsync.api.source.PatchSource;

/**
 * A plug-in: a bundle whose one component is a service with properties.
 *
 * @param name its symbolic name
 * @param component the class of the component
 * @param service the service that it is
 * @param properties the component's properties
 */
public record PluginJar(
        String name, Class<?> component, Class<?> service, Map<String, String> properties) {

    private static final String IMPORTS =
            "org.esxsync.api.patch;version=\"[1,2)\","
                    + "org.esxsync.api.release;version=\"[1,2)\","
                    + "org.esxsync.api.source;version=\"[1,2)\"";

    public PluginJar {
        properties = new TreeMap<>(properties);
    }

    /** The bundle of a {@link PluggedMatcher} for a version of ESXi. */
    public static PluginJar matcher(String name, String version, int ranking) {
        return new PluginJar(
                name,
                PluggedMatcher.class,
                VersionMatcher.class,
                Map.of(
                        VersionMatcher.RELEASE,
                        "esxi-" + version,
                        "version",
                        version,
                        "service.ranking",
                        Integer.toString(ranking)));
    }

    /** The bundle of a {@link PluggedSource} that lists a patch for each of some versions. */
    public static PluginJar source(String name, Path tarball, List<String> versions) {
        return new PluginJar(
                "org.example.source." + name,
                PluggedSource.class,
                PatchSource.class,
                Map.of(
                        "esx.source",
                        name,
                        "tarball",
                        tarball.toUri().toString(),
                        "versions",
                        String.join(" ", versions)));
    }

    public InputStream open() throws IOException {
        return new ByteArrayInputStream(bytes());
    }

    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new BundleJar(name, IMPORTS, componentXml(), List.of(component.getName())).write(bytes);
        return bytes.toByteArray();
    }

    private String componentXml() {
        return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s"
            activate="activate">
          %s
          <service><provide interface="%s"/></service>
          <implementation class="%s"/>
        </scr:component>
        """
                .formatted(
                        name,
                        properties.entrySet().stream()
                                .map(PluginJar::property)
                                .collect(Collectors.joining()),
                        service.getName(),
                        component.getName());
    }

    private static String property(Map.Entry<String, String> property) {
        String type = property.getKey().equals("service.ranking") ? "Integer" : "String";
        return "<property name=\"%s\" type=\"%s\" value=\"%s\"/>"
                .formatted(property.getKey(), type, property.getValue());
    }
}
