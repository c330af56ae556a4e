package org.esxsync.fileinstall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class ReadFilesTest {

    private static final ConfigurationFile MATCHER =
            ConfigurationFile.of(new File("conf/org.esxsync.matcher~x.cfg"));

    @TempDir private Path directory;
    private Bundle[] installed = {};
    private final ReadFiles files = new ReadFiles(() -> installed);

    @Test
    void whatIsWrongDependsOnTheBundlesOfTheMoment() throws Exception {
        files.read(MATCHER, List.of("release", "verison"));
        assertEquals(
                List.of(
                        ConfigurationProblem.unused(
                                "conf/org.esxsync.matcher~x.cfg: no installed bundle reads it;"
                                        + " check its name")),
                files.problems());

        installed = new Bundle[] {matcher("release", "version")};
        assertEquals(
                List.of(
                        ConfigurationProblem.unused(
                                "conf/org.esxsync.matcher~x.cfg: unknown key verison; the keys are"
                                        + " release, version")),
                files.problems());

        files.read(MATCHER, List.of("release", "version"));
        assertEquals(List.of(), files.problems());
    }

    @Test
    void aFileThatCannotBeReadIsUnusableUntilItIsReadOrDeleted() {
        ConfigurationProblem told =
                ConfigurationProblem.unusable(
                        "it is not UTF-8; the file is ignored until it is changed");
        files.failed(MATCHER, "it is not UTF-8");
        assertEquals(List.of(told), files.problems());
        assertEquals(List.of(told), files.problems(MATCHER.file()));

        files.forget(MATCHER.file());

        assertEquals(List.of(), files.problems());
    }

    private Bundle matcher(String... keys) throws Exception {
        StringBuilder document = new StringBuilder();
        for (String key : keys) {
            document.append("<AD id=\"%s\" type=\"String\"/>".formatted(key));
        }
        document.append("<Designate factoryPid=\"org.esxsync.matcher\">");
        Path file = Files.writeString(directory.resolve("metatype.xml"), document.toString());
        return FakeBundle.named("org.esxsync.matcher.configured").withMetatype(file).bundle();
    }
}
