package org.esxsync.compliance;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.esxsync.compliance.cfg}. */
@ObjectClassDefinition(
        name = "ESX Sync: compliance",
        description = "How hosts are judged that are kept with the mirror.")
@interface ComplianceConfig {

    @AttributeDefinition(
            name = "Days of hosts",
            description =
                    "For how many days what a kept host told counts, 0 to 3650. An older host does"
                        + " not count as compliant but as unknown, until it is added again; what it"
                        + " lacks is told still. 0: for ever.")
    int hosts_days() default 90;
}
