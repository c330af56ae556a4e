package org.esxsync.fileinstall.setup;

import java.util.List;
import java.util.stream.Collectors;
import org.esxsync.api.OneLine;
import org.esxsync.api.setup.UnknownNameException;

/**
 * A configuration as a bundle describes it.
 *
 * @param pid its PID, or that of its factory
 * @param factory whether there can be several
 * @param description what it is for
 * @param keys its keys, in their order
 */
record DescribedConfiguration(
        String pid, boolean factory, String description, List<DescribedKey> keys) {

    DescribedConfiguration {
        keys = List.copyOf(keys);
    }

    /**
     * @throws UnknownNameException if there is no such key; it names those that there are
     */
    DescribedKey key(String name) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnknownNameException(
                                        "%s has no key '%s'; its keys are %s"
                                                .formatted(
                                                        pid,
                                                        OneLine.of(name, 100),
                                                        keys.stream()
                                                                .map(DescribedKey::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }
}
