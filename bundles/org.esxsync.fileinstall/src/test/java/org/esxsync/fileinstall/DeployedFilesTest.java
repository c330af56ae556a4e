package org.esxsync.fileinstall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class DeployedFilesTest {

    private static final String API = "org.esxsync.api.source";

    @TempDir private Path directory;

    private Predicate<Bundle> resolves = bundle -> false;

    @Test
    void aBundleThatIsInstalledAndAFileOfAnotherKindAreRight() throws IOException {
        Path jar = jar("right.jar", "org.example.right");
        Files.writeString(directory.resolve("README"), "x");
        Files.writeString(directory.resolve("org.esxsync.snyc.cfg"), "x=told by who reads it");

        assertEquals(List.of(), problems(FakeBundle.named("org.example.right").at(jar)));
    }

    @Test
    void aJarThatIsNoBundleIsUnused() throws IOException {
        Path jar = jar("plain.jar", "");

        assertEquals(
                List.of(
                        ConfigurationProblem.unused(
                                jar
                                        + ": it is no OSGi bundle, since its manifest names no"
                                        + " Bundle-SymbolicName; remove it, or build it as a"
                                        + " bundle")),
                problems());
    }

    @Test
    void aJarThatIsCutOffIsUnusable() throws IOException {
        Path jar = Files.writeString(directory.resolve("broken.jar"), "PK");

        ConfigurationProblem problem = problems().get(0);

        assertEquals(ConfigurationProblem.Severity.UNUSABLE, problem.severity());
        assertEquals(
                jar
                        + ": it cannot be read as a jar (the zip is cut off, or is none); copy it"
                        + " again",
                problem.text());
    }

    @Test
    void whatIsNamedAsAConfigurationAndIsNoFileIsUnusable() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("org.esxsync.fetch.cfg"));
        Path link = directory.resolve("org.esxsync.sync.cfg");
        Files.createSymbolicLink(link, directory.resolve("gone"));

        assertEquals(
                List.of(
                        inner + ": it is a directory, and no file; move it away",
                        link + ": it is a link that leads nowhere, or no plain file; remove it"),
                problems().stream().map(ConfigurationProblem::text).toList());
    }

    @Test
    void aBundleThatStandsTwiceIsToldWithTheOtherPlace() throws IOException {
        Path jar = jar("copy.jar", "org.example.copy");

        assertEquals(
                List.of(
                        ConfigurationProblem.unused(
                                jar
                                        + ": the same bundle and version is installed from"
                                        + " file:///bundles/copy.jar, and one takes the place of"
                                        + " the other; delete one of them, or give it another"
                                        + " version")),
                problems(FakeBundle.named("org.example.copy").at(Path.of("/bundles/copy.jar"))));
    }

    @Test
    void aBundleForUsThatDidNotResolveIsToldWithWhatItLacks() {
        String filter =
                "(&(osgi.wiring.package=%s)(version>=9.0.0)(!(version>=10.0.0)))".formatted(API);

        assertEquals(
                List.of(
                        ConfigurationProblem.unusable(
                                "the bundle org.example.source 1.0.0 did not resolve: it needs the"
                                        + " package org.esxsync.api.source 9.0.0 or later, but"
                                        + " before 10.0.0, and installed is 1.4.0")),
                problems(
                        FakeBundle.named("org.example.source").unresolved(API, filter),
                        FakeBundle.named("org.esxsync.api").offering(API, "1.4.0")));
    }

    @Test
    void aPackageThatNobodyOffersIsToldAsSuch() {
        assertEquals(
                "the bundle a 1.0.0 did not resolve: it needs the package com.example 1.2.0 or"
                        + " later, which no installed bundle offers",
                problems(
                                FakeBundle.named("a")
                                        .unresolved(
                                                API,
                                                "(&(osgi.wiring.package=com.example)(version>=1.2.0))"))
                        .get(0)
                        .text());
    }

    @Test
    void anUnresolvedBundleOfOthersIsTheirAffairUnlessItIsDeployedHere() throws IOException {
        FakeBundle other =
                FakeBundle.named("b").unresolved("com.example", "(osgi.wiring.package=x)");
        assertEquals(List.of(), problems(other));

        assertEquals(1, problems(other.at(jar("b.jar", "b"))).size());
    }

    /** A server may install bundles long before it starts them. */
    @Test
    void aBundleThatOnlyNobodyHasStartedIsNoProblem() {
        resolves = bundle -> true;

        assertEquals(
                List.of(),
                problems(
                        FakeBundle.named("a").unresolved(API, "(osgi.wiring.package=" + API + ")"),
                        FakeBundle.named("org.esxsync.api").offering(API, "1.4.0")));
    }

    @Test
    void aConfigurationThatNoBundleTakesIsUnused() throws IOException {
        Path file = Files.writeString(directory.resolve("mirror.cfg"), "mirror=/srv");

        assertEquals(
                List.of(
                        ConfigurationProblem.unused(
                                file
                                        + ": no installed bundle reads it; name it as in the"
                                        + " documentation, such as"
                                        + " org.esxsync.source.depot~NAME.cfg")),
                problems());
    }

    private List<ConfigurationProblem> problems(FakeBundle... installed) {
        Bundle[] bundles = Stream.of(installed).map(FakeBundle::bundle).toArray(Bundle[]::new);
        return new DeployedFiles(List.of(directory.toFile()), () -> bundles, resolves::test)
                .problems();
    }

    private Path jar(String name, String bundle) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!bundle.isEmpty()) {
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", bundle);
            manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        }
        Path jar = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }
}
