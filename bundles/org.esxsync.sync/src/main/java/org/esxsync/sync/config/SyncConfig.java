package org.esxsync.sync.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.esxsync.sync.cfg}. */
@ObjectClassDefinition(
        name = "ESX Sync",
        description = "Where the mirror is, and what is kept in it.")
public @interface SyncConfig {

    @AttributeDefinition(
            name = "Mirror",
            description =
                    "The directory that holds the mirror. The framework property"
                            + " org.esxsync.mirror, which the option --mirror sets, wins over it.")
    String mirror() default "";

    @AttributeDefinition(
            name = "Releases",
            description =
                    "The releases to sync when none is asked for, such as esx-3.0.1, esxi-8.0."
                            + " Empty for all that have a matcher.")
    String[] releases() default {};

    @AttributeDefinition(
            name = "Parallel",
            description = "How many patches are downloaded at a time, 1 to 64.")
    int parallel() default 6;

    @AttributeDefinition(
            name = "Durability",
            description =
                    "What a power cut may cost. full: nothing, since files are forced to disk"
                            + " before the ledger tells of them. relaxed: the last minutes; faster,"
                            + " and to be followed by 'verify' after a power cut.")
    String durability() default "full";

    @AttributeDefinition(
            name = "Keep",
            description =
                    "Which superseded patches 'prune' leaves in each release: all; a number, for"
                            + " so many of the youngest; or a day such as 2012-01-01, for those"
                            + " released since.")
    String keep() default "all";

    @AttributeDefinition(
            name = "Ignore",
            description =
                    "Patches that are not wanted, each as ID or ID@REVISION, as 'show' tells them."
                            + " They are not synced, are in conflict with nothing, and 'prune'"
                            + " removes them.")
    String[] ignore() default {};

    @AttributeDefinition(
            name = "Minimum acceptance",
            description =
                    "The acceptance level that your hosts demand: community, partner, accepted or"
                            + " certified; none if they take every level. Patches below it are"
                            + " told, and what becomes of them unfit= says.")
    String minimum_acceptance() default "none";

    @AttributeDefinition(
            name = "Unfit",
            description =
                    "What becomes of patches that hosts may refuse, since a checksum of a payload"
                            + " is missing, its format is too new, or its acceptance level too"
                            + " low. warn: they are published, with a warning. refuse: they are"
                            + " skipped, unless the release has them already.")
    String unfit() default "warn";

    @AttributeDefinition(
            name = "Schedule",
            description =
                    "When to sync without being asked, as cron writes it: minute, hour, day, month"
                            + " and day of the week, such as 30 2 * * * for half past two each"
                            + " night. Empty for never.")
    String schedule() default "";

    @AttributeDefinition(
            name = "Jitter",
            description =
                    "A scheduled sync starts up to so many seconds later, by chance; 0 to 86400.")
    int jitter() default 300;
}
