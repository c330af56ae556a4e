package org.esxsync.api.configuration;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether values can be used, before they are written: what the room that reads a
 * configuration knows beyond the types of its keys. Safe for many threads.
 */
@ConsumerType
public interface ConfigurationCheck {

    /** The PID of the configuration, or that of its factory. */
    String pid();

    /**
     * Checks all values together.
     *
     * @param pid the configuration, for the message
     * @param values by key, as a file has them; a key that is not set is not there
     * @throws ConfigurationException for the first that cannot be used
     */
    void check(String pid, Map<String, String> values);
}
