package org.esxsync.api.configuration;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells what is wrong with a configuration. Whoever reads one registers this service: {@code
 * status} asks all of them, and tells monitoring what they say. Safe for many threads.
 *
 * <pre>{@code
 * @Component(service = {PatchSource.class, ConfigurationProblems.class})
 * }</pre>
 */
@ConsumerType
public interface ConfigurationProblems {

    /** What is wrong at this moment, in the order of importance; empty if nothing is. */
    List<ConfigurationProblem> problems();
}
