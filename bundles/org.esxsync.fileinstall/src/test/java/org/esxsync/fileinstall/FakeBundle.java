package org.esxsync.fileinstall;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A bundle that answers what a test told it to answer.
 *
 * @param offers name and version of the package that it offers; an empty name for none
 * @param needs the filter of the package that it needs; empty for none
 */
record FakeBundle(
        String name,
        String location,
        int state,
        String imports,
        @Nullable Path metatype,
        Map<String, Object> offers,
        String needs) {

    static FakeBundle named(String name) {
        return new FakeBundle(name, "", Bundle.ACTIVE, "", null, Map.of(), "");
    }

    FakeBundle at(Path file) {
        return new FakeBundle(
                name, file.toUri().toString(), state, imports, metatype, offers, needs);
    }

    FakeBundle withMetatype(Path file) {
        return new FakeBundle(name, location, state, imports, file, offers, needs);
    }

    FakeBundle offering(String wanted, String version) {
        return new FakeBundle(
                name,
                location,
                state,
                imports,
                metatype,
                Map.of(
                        BundleRevision.PACKAGE_NAMESPACE,
                        wanted,
                        "version",
                        Version.parseVersion(version)),
                needs);
    }

    FakeBundle unresolved(String header, String filter) {
        return new FakeBundle(name, location, Bundle.INSTALLED, header, metatype, offers, filter);
    }

    Bundle bundle() {
        return proxy(
                Bundle.class,
                (method, arguments) ->
                        switch (method) {
                            case "getSymbolicName" -> name;
                            case "getVersion" -> Version.parseVersion("1.0.0");
                            case "getLocation" -> location;
                            case "getState" -> state;
                            case "getHeaders" -> headers();
                            case "getEntryPaths" ->
                                    Collections.enumeration(List.of("OSGI-INF/metatype/x.xml"));
                            case "getEntry" -> Objects.requireNonNull(metatype).toUri().toURL();
                            case "adapt" -> revision();
                            default -> throw new AssertionError(method);
                        });
    }

    private Dictionary<String, String> headers() {
        return new Hashtable<>(Map.of("Import-Package", imports));
    }

    private BundleRevision revision() {
        return proxy(
                BundleRevision.class,
                (method, arguments) ->
                        switch (method) {
                            case "getDeclaredRequirements" ->
                                    needs.isEmpty() ? List.of() : List.of(requirement());
                            case "getDeclaredCapabilities" ->
                                    offers.isEmpty() ? List.of() : List.of(capability());
                            default -> throw new AssertionError(method);
                        });
    }

    private BundleRequirement requirement() {
        return proxy(
                BundleRequirement.class,
                (method, arguments) ->
                        switch (method) {
                            case "getNamespace" -> BundleRevision.PACKAGE_NAMESPACE;
                            case "getDirectives" -> Map.of("filter", needs);
                            case "matches" -> false;
                            default -> throw new AssertionError(method);
                        });
    }

    private BundleCapability capability() {
        return proxy(
                BundleCapability.class,
                (method, arguments) ->
                        switch (method) {
                            case "getNamespace" -> BundleRevision.PACKAGE_NAMESPACE;
                            case "getAttributes" -> offers;
                            default -> throw new AssertionError(method);
                        });
    }

    private interface Answer {
        Object to(String method, Object... arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
