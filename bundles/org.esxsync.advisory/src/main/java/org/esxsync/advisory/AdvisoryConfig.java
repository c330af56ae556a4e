package org.esxsync.advisory;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.esxsync.advisory~NAME.cfg}. */
@ObjectClassDefinition(
        name = "ESX Sync: advisories",
        description =
                "Where it is told which vulnerability is fixed in which patch. One configuration"
                        + " each.")
@interface AdvisoryConfig {

    @AttributeDefinition(
            name = "Location",
            description =
                    "A directory, a zip or a file with records of the CVE Program in JSON 5, CISA's"
                            + " list of known exploited vulnerabilities, or a table of patches and"
                            + " advisories (.tsv). A directory is read with all that is below it.")
    String location() default "";
}
