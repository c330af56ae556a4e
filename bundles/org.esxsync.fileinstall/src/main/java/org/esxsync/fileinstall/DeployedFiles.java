package org.esxsync.fileinstall;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.esxsync.api.PlainReason;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.esxsync.api.configuration.DeploymentProblems;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * Tells which files in the watched directories are of no use: jars that are no bundles or could not
 * be installed, bundles that did not resolve, and configurations that no bundle takes. For any
 * thread.
 *
 * @param directories the directories that an administrator puts files into
 * @param bundles gives those that are installed
 * @param resolves resolves a bundle that nobody has started so far, and says whether that went well
 */
record DeployedFiles(List<File> directories, Supplier<Bundle[]> bundles, Predicate<Bundle> resolves)
        implements DeploymentProblems {

    private static final String OUR_PACKAGES = "org.esxsync.";

    @Override
    public List<ConfigurationProblem> problems() {
        Bundle[] installed = bundles.get();
        List<ConfigurationProblem> problems = new ArrayList<>();
        for (File directory : directories) {
            for (File file : files(directory)) {
                problem(file, installed).ifPresent(problems::add);
            }
            problems.addAll(noFiles(directory));
        }
        Stream.of(installed)
                .filter(bundle -> isUnresolved(bundle) && isForUs(bundle))
                .map(bundle -> unresolved(bundle, installed))
                .forEach(problems::add);
        return problems;
    }

    private static List<File> files(File directory) {
        File[] files = directory.listFiles(File::isFile);
        return files == null ? List.of() : Stream.of(files).sorted().toList();
    }

    /** What is named as a configuration is meant to be one, and would be passed over in silence. */
    private static List<ConfigurationProblem> noFiles(File directory) {
        File[] others = directory.listFiles(each -> isConfiguration(each) && !each.isFile());
        return others == null
                ? List.of()
                : Stream.of(others)
                        .sorted()
                        .map(
                                each ->
                                        ConfigurationProblem.unusable(
                                                each.isDirectory()
                                                        ? each
                                                                + ": it is a directory, and no"
                                                                + " file; move it away"
                                                        : each
                                                                + ": it is a link that leads"
                                                                + " nowhere, or no plain file;"
                                                                + " remove it"))
                        .toList();
    }

    private static boolean isConfiguration(File file) {
        return file.getName().toLowerCase(Locale.ROOT).endsWith(".cfg");
    }

    private Optional<ConfigurationProblem> problem(File file, Bundle... installed) {
        String name = file.getName().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jar")) {
            return ofJar(file, installed);
        }
        return isConfiguration(file) ? ofConfiguration(file, installed) : Optional.empty();
    }

    private Optional<ConfigurationProblem> ofJar(File jar, Bundle... installed) {
        Optional<Bundle> bundle =
                Stream.of(installed).filter(each -> isAt(jar, each.getLocation())).findFirst();
        if (bundle.isEmpty()) {
            return Optional.of(notInstalled(jar, installed));
        }
        // One that is for us is told with those that were installed in another way.
        return bundle.filter(each -> isUnresolved(each) && !isForUs(each))
                .map(each -> unresolved(each, installed));
    }

    /** A location is a URL, whose scheme and slashes differ. */
    private static boolean isAt(File file, String location) {
        return location.endsWith(file.getAbsoluteFile().toURI().getRawPath());
    }

    private static ConfigurationProblem notInstalled(File file, Bundle... installed) {
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            String name = header(manifest, Constants.BUNDLE_SYMBOLICNAME);
            if (name.isEmpty()) {
                return ConfigurationProblem.unused(
                        file
                                + ": it is no OSGi bundle, since its manifest names no"
                                + " Bundle-SymbolicName; remove it, or build it as a bundle");
            }
            String version = header(manifest, Constants.BUNDLE_VERSION);
            return Stream.of(installed)
                    .filter(each -> isSame(each, name, version))
                    .findFirst()
                    .map(each -> twice(file, each))
                    .orElseGet(
                            () ->
                                    ConfigurationProblem.unusable(
                                            file + ": it was not installed; copy it again"));
        } catch (IOException e) {
            return ConfigurationProblem.unusable(
                    "%s: it cannot be read as a jar (%s); copy it again"
                            .formatted(file, PlainReason.of(e)));
        }
    }

    private static String header(Manifest manifest, String name) {
        String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
        return value == null ? "" : value.split(";")[0].strip();
    }

    private static boolean isSame(Bundle bundle, String name, String version) {
        return name.equals(bundle.getSymbolicName())
                && version.equals(bundle.getVersion().toString());
    }

    /** File Install puts the one that it sees last into the place of the other. */
    private static ConfigurationProblem twice(File file, Bundle other) {
        return ConfigurationProblem.unused(
                "%s: the same bundle and version is installed from %s, and one takes the place of the other; delete one of them, or give it another version"
                        .formatted(file, other.getLocation()));
    }

    private boolean isUnresolved(Bundle bundle) {
        return bundle.getState() == Bundle.INSTALLED && !resolves.test(bundle);
    }

    /** In a server of others, the bundles of others are none of our business. */
    private static boolean isForUs(Bundle bundle) {
        String imports = bundle.getHeaders("").get(Constants.IMPORT_PACKAGE);
        return imports != null && imports.contains(OUR_PACKAGES);
    }

    private static ConfigurationProblem unresolved(Bundle bundle, Bundle... installed) {
        return ConfigurationProblem.unusable(
                "the bundle %s %s did not resolve: %s"
                        .formatted(
                                bundle.getSymbolicName(),
                                bundle.getVersion(),
                                new Unresolved(bundle, Arrays.asList(installed)).reason()));
    }

    /** Of those that are not read here, for they are not named as ours are. */
    private static Optional<ConfigurationProblem> ofConfiguration(File file, Bundle... installed) {
        String pid = file.getName().replaceFirst("-.*|\\.[^.]*$", "");
        return ConfigurationFile.isOne(file) || !DeclaredKeys.readers(pid, installed).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ConfigurationProblem.unused(
                                file
                                        + ": no installed bundle reads it; name it as in the"
                                        + " documentation, such as"
                                        + " org.esxsync.source.depot~NAME.cfg"));
    }
}
