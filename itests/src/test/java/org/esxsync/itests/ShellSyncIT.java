package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.felix.service.command.CommandProcessor;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.Gogo;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The main job in the Gogo shell of a running server. */
@InContainer
class ShellSyncIT {

    private static final String DEMO = "org.esxsync.demo";

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
    void aChangedConfigurationLeavesTheDemoWhereItIs(
            @Service ConfigurationAdmin configurations, @Service ServiceComponentRuntime components)
            throws Exception {
        Object index = demoSite(configurations);

        configurations
                .getConfiguration(DEMO, "?")
                .update(new Hashtable<>(Map.of("changed", "once")));

        Eventually.is("the demo knows", () -> isChanged(components));
        assertEquals(index, demoSite(configurations));
    }

    private static Object demoSite(ConfigurationAdmin configurations) throws Exception {
        return configurations
                .listConfigurations("(service.pid=org.esxsync.source.vi3~demo-site)")[0]
                .getProperties()
                .get("index");
    }

    private static boolean isChanged(ServiceComponentRuntime components) {
        return components.getComponentDescriptionDTOs().stream()
                .filter(each -> List.of(each.configurationPid).contains(DEMO))
                .flatMap(each -> components.getComponentConfigurationDTOs(each).stream())
                .anyMatch(each -> each.properties.containsKey("changed"));
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
