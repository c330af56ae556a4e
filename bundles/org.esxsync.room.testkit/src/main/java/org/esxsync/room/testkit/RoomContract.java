package org.esxsync.room.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The packages of a room depend in one direction, and so do its classes. An empty test in the
 * room's root package extends this.
 */
public abstract class RoomContract {

    @Test
    void packagesAndClassesDependInOneDirection() throws IOException, URISyntaxException {
        RoomClasses room = RoomClasses.in(classes());
        assertFalse(room.byPackage().isEmpty(), "the room has no classes");
        List<Circle> packages = room.circlesOfPackages();
        List<Circle> classes = room.circlesOfClasses();
        System.out.printf(
                "%s: %s, %d circles of packages, %d circles of classes%n",
                getClass().getPackageName(), room.size(), packages.size(), classes.size());
        assertTrue(packages.isEmpty(), () -> "packages: " + packages);
        assertTrue(classes.isEmpty(), () -> "classes: " + classes);
    }

    /** The build writes a room's class files beside those of its tests. */
    private Path classes() throws URISyntaxException {
        return Path.of(getClass().getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolveSibling("classes");
    }
}
