package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Felix's real Web Console, in which people make and see sources. */
@Tag("long")
@EnabledIfSystemProperty(named = "esxsync.webconsole", matches = ".+")
@InContainer
class WebConsoleIT {

    private static final String PID = "org.esxsync.source.depot";
    private static final String HTTP_PID = "org.apache.felix.http";
    private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final String ENDPOINT = "osgi.http.endpoint";

    /** What its pages send in place of a PID that is not known yet. */
    private static final String NEW =
            "%5BTemporary%20PID%20replaced%20by%20real%20PID%20upon%20save%5D";

    private final HttpClient client =
            HttpClient.newBuilder()
                    .authenticator(
                            new Authenticator() {
                                @Override
                                protected PasswordAuthentication getPasswordAuthentication() {
                                    return new PasswordAuthentication(
                                            "admin", "admin".toCharArray());
                                }
                            })
                    .build();

    @Test
    void aSourceMadeThereHasAReadableNameAndOneOfAFileGoesWithIt(
            BundleContext context,
            @Service ConfigurationAdmin admin,
            @Service MirrorCatalogue catalogue)
            throws Exception {
        assumeTrue(
                "org.apache.felix.framework".equals(context.getBundle(0).getSymbolicName()),
                "Felix's console is tried in Felix");
        Configuration http = admin.getConfiguration(HTTP_PID, "?");
        http.update(
                new Hashtable<>(
                        Map.of(
                                "org.osgi.service.http.port",
                                "0",
                                "org.apache.felix.http.host",
                                "127.0.0.1")));
        List<Bundle> installed = new ArrayList<>();
        try {
            install(context, installed);
            URI console = console(context);
            made(console, catalogue);
            definedByAFile(console, ContainerHome.of(context).conf());
        } finally {
            for (Bundle each : installed) {
                each.uninstall();
            }
            http.delete();
        }
    }

    private void made(URI console, MirrorCatalogue catalogue) throws Exception {
        post(
                console.resolve("configMgr/" + NEW),
                "apply=true&action=ajaxConfigManager&factoryPid=%s&location=/srv/wcit-made&propertylist=location"
                        .formatted(PID));

        Eventually.is(
                "it is called as its place is",
                () ->
                        catalogue.sources().stream()
                                .anyMatch(each -> each.name().equals("wcit-made")));
        String pid = pid(console, "wcit-made");
        post(console.resolve("configMgr/" + pid), "apply=true&delete=true");
        Eventually.is(
                "it is gone",
                () ->
                        catalogue.sources().stream()
                                .noneMatch(each -> each.name().equals("wcit-made")));
    }

    private void definedByAFile(URI console, Path conf) throws Exception {
        Path file = conf.resolve(PID + "~wcit-file.cfg");
        Files.writeString(file, "location = /srv/wcit-file\n");
        Eventually.is("it is listed", () -> isListed(console, "wcit-file"));
        assertEquals(PID + "~wcit-file", pid(console, "wcit-file"));

        Files.delete(file);

        Eventually.is("it is gone", () -> !isListed(console, "wcit-file"));
    }

    /** The PID of the one whose hint ends so. */
    private String pid(URI console, String place) {
        return Pattern.compile("\"id\":\"([^\"]*)\"[^{}]*\"nameHint\":\"[^\"]*" + place + "\"")
                .matcher(list(console))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(list(console)));
    }

    private boolean isListed(URI console, String place) {
        return list(console).contains(place + "\"");
    }

    private String list(URI console) {
        HttpRequest request = HttpRequest.newBuilder(console.resolve("configMgr")).build();
        try {
            return client.sendAsync(request, BodyHandlers.ofString()).join().body();
        } catch (CompletionException e) {
            throw new AssertionError(e);
        }
    }

    private void post(URI url, String form) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        int status = client.send(request, BodyHandlers.ofString()).statusCode();
        // It sends on to the page of what was made.
        assertTrue(status == 200 || status == 302, () -> url + " answers " + status);
    }

    private static void install(BundleContext context, List<Bundle> installed)
            throws IOException, BundleException {
        installed.add(context.installBundle("slf4j-1.7", loggingOfEarlier()));
        Path directory = Path.of(System.getProperty("esxsync.webconsole"));
        try (Stream<Path> jars = Files.list(directory)) {
            for (Path jar : jars.sorted().toList()) {
                installed.add(context.installBundle(jar.toUri().toString()));
            }
        }
        for (Bundle each : installed) {
            if (each.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                each.start();
            }
        }
    }

    /** The console wants SLF4J 1.7, and what the framework has of 2 will do. */
    private static InputStream loggingOfEarlier() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "org.esxsync.itests.slf4j");
        main.putValue(Constants.FRAGMENT_HOST, "system.bundle;extension:=framework");
        main.putValue(Constants.EXPORT_PACKAGE, "org.slf4j;version=1.7.36");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return new ByteArrayInputStream(jar.toByteArray());
    }

    private static URI console(BundleContext context) throws InterruptedException {
        Eventually.is("it serves", () -> endpoint(context) != null);
        return URI.create(String.valueOf(endpoint(context))).resolve("/system/console/");
    }

    private static @Nullable String endpoint(BundleContext context) {
        ServiceReference<?> runtime = context.getServiceReference(RUNTIME);
        return runtime != null && runtime.getProperty(ENDPOINT) instanceof String[] all
                ? all[0]
                : null;
    }
}
