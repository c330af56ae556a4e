package org.esxsync.itests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.PatchPage;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java whose security rules forbid MD5, the only digest that VI3 patch pages tell. */
@Tag("fault")
class WithoutMd5IT {

    private static final String PATCH = "ESX-8258730";

    @TempDir Path directory;

    @Test
    void aPatchIsPublishedAndItsMd5ToldToBeUncheckable() throws Exception {
        byte[] tarball = Tarball.of(PATCH).bytes();
        Path file = Files.write(directory.resolve("p.tgz"), tarball);
        String md5 = Digests.md5(tarball);
        try (PatchSite site = new PatchSite()) {
            site.add(PATCH, tarball);
            Conf conf = new Conf(directory.resolve("conf")).vi3("site", site.index());

            Run sync = run(conf, "sync", "3.0.1").ended(0);

            assertEquals(List.of("2007-03-29-" + PATCH), Tree.names(mirror().resolve("esx-3.0.1")));
            assertTold(sync, "MD5:" + md5 + " is not checkable");
            Run show = run(conf, "show", PATCH).ended(0);
            assertTold(show, "MD5 " + md5 + " (published, not checkable here)");
            assertTold(show, "SHA-256 " + Digests.sha256(file) + " (ours)");
        }
    }

    @Test
    void anArchiveThatIsDamagedIsRefusedAllTheSame() throws Exception {
        byte[] tarball = Tarball.of(PATCH).bytes();
        String md5 = Digests.md5(tarball);
        tarball[tarball.length / 2] ^= 1;
        try (PatchSite site = new PatchSite()) {
            site.add(PatchPage.of(PATCH).withMd5(md5), tarball);
            Conf conf = new Conf(directory.resolve("conf")).vi3("site", site.index());

            run(conf, "sync", "3.0.1").ended(2);

            assertEquals(List.of(), Tree.names(mirror().resolve("esx-3.0.1")));
        }
    }

    private static void assertTold(Run run, String text) {
        assertFalse(run.linesWith(text).isEmpty(), () -> text + " in " + run);
    }

    private Run run(Conf conf, Object... command) throws Exception {
        return new EsxSync(
                        directory,
                        "-Xbootclasspath/a:" + provider(),
                        "-Djava.security.properties=" + rules())
                .run(arguments(conf, command));
    }

    private Object[] arguments(Conf conf, Object... command) {
        List<Object> arguments = new ArrayList<>();
        arguments.addAll(List.of("--conf", conf, "--mirror", mirror()));
        arguments.addAll(List.of(command));
        return arguments.toArray();
    }

    /** Puts ours in the place of the JDK's first provider; the others have no digests. */
    private Path rules() throws IOException {
        return Files.writeString(
                directory.resolve("java.security"),
                "security.provider.1=" + ProviderWithoutMd5.class.getName() + "\n");
    }

    /** Where Java finds the provider, beside its own classes. */
    private Path provider() throws IOException {
        String path = ProviderWithoutMd5.class.getName().replace('.', '/') + ".class";
        Path boot = directory.resolve("boot");
        Path target = boot.resolve(path);
        Files.createDirectories(target.getParent());
        try (InputStream in = getClass().getResourceAsStream("/" + path)) {
            Files.write(target, in.readAllBytes());
        }
        return boot;
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }
}
