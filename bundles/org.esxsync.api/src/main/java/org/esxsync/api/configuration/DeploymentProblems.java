package org.esxsync.api.configuration;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells what is wrong with files that an administrator put somewhere, beside the values that a
 * {@link ConfigurationCheck} looks at: what nobody reads, and what cannot be read. {@code status}
 * asks all of these services, and tells monitoring what they say. Safe for many threads.
 */
@ConsumerType
public interface DeploymentProblems {

    /** What is wrong at this moment, in the order of importance; empty if nothing is. */
    List<ConfigurationProblem> problems();
}
