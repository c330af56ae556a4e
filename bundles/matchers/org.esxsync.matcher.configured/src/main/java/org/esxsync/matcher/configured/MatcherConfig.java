package org.esxsync.matcher.configured;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of one matcher. */
@ObjectClassDefinition(
        name = "ESX Sync: matcher",
        description =
                "Claims patches for a release: those for a version of a product, and those with"
                        + " certain ids. One configuration each.")
@interface MatcherConfig {

    @AttributeDefinition(name = "Release", description = "The release, such as esxi-9.1.")
    String release() default "";

    @AttributeDefinition(
            name = "Product",
            description =
                    "The publisher's name of the product in a depot: embeddedEsx for ESXi, esxio"
                            + " for ESXi on data processing units, armEsx for ESXi on Arm.")
    String product() default "embeddedEsx";

    @AttributeDefinition(
            name = "Version pattern",
            description =
                    "The versions of the product: 9.1, to which its updates such as 9.1.1 belong,"
                            + " or 9.* for several. Empty if only the id counts.",
            required = false)
    String version() default "";

    @AttributeDefinition(
            name = "Id pattern",
            description =
                    "A regular expression for whole patch ids, such as ESXi91[0-9]-.*. Patches"
                            + " with such an id are claimed, whatever version they name. Empty if"
                            + " only the version counts.",
            required = false)
    String id() default "";

    @AttributeDefinition(
            name = "Ranking",
            description =
                    "If a release has several matchers, the one with the highest ranking is used;"
                            + " the bundled ones have 0.")
    int service_ranking() default 0;
}
