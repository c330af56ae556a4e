package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import org.apache.felix.service.command.CommandProcessor;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Gogo;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** The main job in the Gogo shell of a running server. */
@InContainer
class ShellSyncIT {

    @Test
    void aSyncTellsEachPatchAndTheNextFindsNothingNew(
            BundleContext context, @Service CommandProcessor shell) throws Exception {
        ContainerHome home = ContainerHome.of(context);

        String first = new Gogo(shell).type("esx:sync 3.0.1");

        List<String> patches = Tree.names(home.mirror().resolve("esx-3.0.1"));
        assertFalse(patches.isEmpty(), first);
        for (String patch : patches) {
            assertTrue(first.contains(patch), () -> patch + " in " + first);
        }
        SortedMap<String, String> before = Tree.snapshot(home.mirror());

        String second = new Gogo(shell).type("esx:sync 3.0.1");

        assertTrue(second.contains("Nothing new"), second);
        assertEquals(before, Tree.snapshot(home.mirror()));
    }

    @Test
    void anUnknownReleaseIsToldInWords(@Service CommandProcessor shell) {
        Exception told = assertThrows(Exception.class, () -> new Gogo(shell).type("esx:sync 2.5"));

        assertTrue(told.getMessage().contains("2.5"), told::toString);
    }

    @Test
    void aReleaseIsNotTakenForANumber(@Service CommandProcessor shell) {
        Exception told = assertThrows(Exception.class, () -> new Gogo(shell).type("esx:sync 8.10"));

        assertTrue(told.getMessage().contains("8.10"), told::toString);
    }
}
