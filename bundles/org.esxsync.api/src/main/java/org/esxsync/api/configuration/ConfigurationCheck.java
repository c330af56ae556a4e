package org.esxsync.api.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether the values of a configuration can be used: what the room that reads it knows beyond
 * the types of its keys. It is asked before values are written, and about those that are there, for
 * {@code status}. Safe for many threads.
 */
@ConsumerType
public interface ConfigurationCheck {

    /** The PID of the configuration, or that of its factory. */
    String pid();

    /** All keys that are read, such as {@link TypedConfiguration#keys} tells them. */
    Set<String> keys();

    /**
     * Checks all values together, and those last without which there is no use in going on.
     *
     * @param pid the configuration, for the message
     * @param values by key, as a file or Config Admin has them; a key that is not set is not there
     * @throws ConfigurationException for the first that cannot be used
     */
    void check(String pid, Map<String, ?> values);

    /**
     * All that is wrong with values: what is wrong with the others is seen by leaving out the first
     * wrong one.
     *
     * @param pid the configuration, for the messages
     * @param values as {@link #check} takes them
     * @return one problem for each wrong key; empty if all can be used
     */
    default List<ConfigurationException> problems(String pid, Map<String, ?> values) {
        Map<String, Object> left = new HashMap<>(values);
        Set<String> told = new HashSet<>();
        List<ConfigurationException> problems = new ArrayList<>();
        while (true) {
            try {
                check(pid, left);
                return problems;
            } catch (ConfigurationException e) {
                if (!told.add(e.key())) {
                    return problems;
                }
                problems.add(e);
                if (left.remove(e.key()) == null) {
                    return problems;
                }
            }
        }
    }
}
