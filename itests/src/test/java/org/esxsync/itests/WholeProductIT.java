package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** All bundles of the distribution work together, with nothing left over and nothing missing. */
@InContainer
class WholeProductIT {

    @Test
    void everyBundleIsActive(BundleContext context) {
        List<String> idle =
                Arrays.stream(context.getBundles())
                        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                        .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                        .map(Bundle::toString)
                        .toList();

        assertEquals(List.of(), idle);
    }

    /** It waits for Event Admin, which other servers have and the distribution does not. */
    private static final String FOR_OTHER_SERVERS = "org.esxsync.sync.EventAdminBridge";

    @Test
    void everyComponentHasWhatItNeeds(@Service ServiceComponentRuntime components) {
        List<String> unsatisfied =
                components.getComponentDescriptionDTOs().stream()
                        .filter(each -> !each.name.equals(FOR_OTHER_SERVERS))
                        .flatMap(each -> unsatisfied(components, each))
                        .toList();

        assertFalse(components.getComponentDescriptionDTOs().isEmpty());
        assertEquals(List.of(), unsatisfied);
    }

    /** A component that must be configured and is not has no configuration to look at. */
    private static Stream<String> unsatisfied(
            ServiceComponentRuntime components, ComponentDescriptionDTO component) {
        return components.getComponentConfigurationDTOs(component).stream()
                .filter(each -> each.state != ComponentConfigurationDTO.ACTIVE)
                .filter(each -> each.state != ComponentConfigurationDTO.SATISFIED)
                .map(
                        each ->
                                component.name
                                        + " misses "
                                        + Arrays.toString(each.unsatisfiedReferences));
    }
}
