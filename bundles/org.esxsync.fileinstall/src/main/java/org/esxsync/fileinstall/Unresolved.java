package org.esxsync.fileinstall;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Why a bundle did not resolve, in words.
 *
 * @param bundle the bundle
 * @param installed all bundles
 */
record Unresolved(Bundle bundle, List<Bundle> installed) {

    private static final String EXECUTION_ENVIRONMENT = "osgi.ee";
    private static final Pattern LEAST = Pattern.compile("\\(\\w*version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(\\w*version>=([^)]+)\\)\\)");
    private static final Pattern EXACT = Pattern.compile("\\(version=([^)]+)\\)");

    /** What it needs and nothing offers. */
    String reason() {
        List<BundleCapability> offered = installed.stream().flatMap(Unresolved::offers).toList();
        Set<String> missing = new LinkedHashSet<>();
        for (BundleRequirement each : revision(bundle).getDeclaredRequirements(null)) {
            if (isNeeded(each) && offered.stream().noneMatch(each::matches)) {
                missing.add(words(each, offered));
            }
        }
        return missing.isEmpty()
                ? "what it needs is there, but not together; one of the bundles that it needs did"
                        + " not resolve, or two of them disagree"
                : String.join("; ", missing);
    }

    private static Stream<BundleCapability> offers(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? Stream.of() : revision.getDeclaredCapabilities(null).stream();
    }

    private static BundleRevision revision(Bundle bundle) {
        return bundle.adapt(BundleRevision.class);
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
        return (resolution == null || resolution.equals(Constants.RESOLUTION_MANDATORY))
                && (effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE));
    }

    private static String words(
            BundleRequirement requirement, Collection<BundleCapability> offered) {
        String filter = String.valueOf(requirement.getDirectives().get("filter"));
        String namespace = requirement.getNamespace();
        if (namespace.equals(EXECUTION_ENVIRONMENT)) {
            return "it needs Java %s, and this is Java %s"
                    .formatted(
                            first(EXACT, filter, filter),
                            System.getProperty("java.specification.version"));
        }
        Pattern named = Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]+)\\)");
        String name = first(named, filter, filter);
        return "it needs the %s %s%s, %s"
                .formatted(
                        kind(namespace), name, versions(filter), offer(namespace, name, offered));
    }

    private static String kind(String namespace) {
        return switch (namespace) {
            case BundleRevision.PACKAGE_NAMESPACE -> "package";
            case BundleRevision.BUNDLE_NAMESPACE, BundleRevision.HOST_NAMESPACE -> "bundle";
            default -> "capability " + namespace;
        };
    }

    /** Such as {@code " 1.2.0 or later, but before 2.0.0"}. */
    private static String versions(String filter) {
        String below = first(BELOW, filter, "");
        String least = first(LEAST, filter.replaceAll(BELOW.pattern(), ""), "");
        return (least.isEmpty() ? "" : " " + least + " or later")
                + (below.isEmpty() ? "" : ", but before " + below);
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    private static String offer(
            String namespace, String name, Collection<BundleCapability> offered) {
        String version =
                namespace.equals(BundleRevision.PACKAGE_NAMESPACE)
                        ? Constants.VERSION_ATTRIBUTE
                        : Constants.BUNDLE_VERSION_ATTRIBUTE;
        List<String> versions =
                offered.stream()
                        .filter(each -> each.getNamespace().equals(namespace))
                        .filter(each -> name.equals(each.getAttributes().get(namespace)))
                        .map(each -> String.valueOf(each.getAttributes().get(version)))
                        .distinct()
                        .sorted()
                        .toList();
        return versions.isEmpty()
                ? "which no installed bundle offers"
                : "and installed is " + String.join(", ", versions);
    }
}
