package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredMirrorTest {

    @TempDir Path directory;
    private Path with;
    private Path without;

    @BeforeEach
    void makeMirrors() throws IOException {
        with = Files.createDirectory(directory.resolve("with"));
        without = Files.createDirectory(directory.resolve("without"));
        Files.createDirectories(without.resolve(".esxsync/hosts"));
        Files.createFile(
                Files.createDirectories(with.resolve(".esxsync/hosts")).resolve("esx01.json"));
    }

    private boolean configured(String line) throws IOException {
        Files.writeString(directory.resolve("org.esxsync.sync.cfg"), line);
        return new ConfiguredMirror(null, directory, without).mayHaveHosts();
    }

    @Test
    void theMirrorOfTheRunComesFirstThenTheConfiguredOneThenTheDefault() throws IOException {
        assertTrue(configured("mirror = " + with));
        assertFalse(configured("mirror = " + without));
        assertFalse(configured("mirror = " + directory.resolve("none")));
        assertFalse(configured("parallel = 2"));
        assertFalse(new ConfiguredMirror(without, directory, with).mayHaveHosts());
        assertTrue(new ConfiguredMirror(with, null, without).mayHaveHosts());
        assertTrue(new ConfiguredMirror(null, without, with).mayHaveHosts());
        assertFalse(new ConfiguredMirror(null, null, without).mayHaveHosts());
    }

    @Test
    void whatTheLauncherCannotReadMayBeOneWithHosts() throws IOException {
        assertTrue(configured("mirror = ${env:MIRROR}"));
        assertTrue(configured("mirror = \\u00zz"));
        assertTrue(configured("mirror = \u0000"));
    }
}
