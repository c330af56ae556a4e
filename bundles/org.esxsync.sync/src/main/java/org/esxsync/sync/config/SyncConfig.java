package org.esxsync.sync.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The keys of {@code org.esxsync.sync.cfg}. */
@ObjectClassDefinition(name = "ESX Sync", description = "Where the mirror is, and what it keeps.")
public @interface SyncConfig {

    @AttributeDefinition(
            name = "Mirror",
            description =
                    "The mirror's directory, as an absolute path or beginning with ~/. The option"
                            + " --mirror, which sets the framework"
                            + " property org.esxsync.mirror, takes precedence. If empty:"
                            + " $XDG_DATA_HOME/esxsync/mirror, or ~/.local/share/esxsync/mirror"
                            + " where that is not set, and /var/lib/esxsync/mirror for root; in"
                            + " Karaf and other servers there is no default.",
            required = false)
    String mirror() default "";

    @AttributeDefinition(
            name = "Name",
            description =
                    "What 'mirrors' calls this mirror among all of one database, such as the"
                            + " site's name. Empty for the machine's.",
            required = false)
    String name() default "";

    @AttributeDefinition(
            name = "Releases",
            description =
                    "The releases to sync when a command names none, such as esx-3.0.1, esxi-8.0."
                            + " Empty for all that have a matcher.",
            required = false)
    String[] releases() default {};

    @AttributeDefinition(
            name = "Parallel",
            description = "How many patches are downloaded at a time, 1 to 64.")
    int parallel() default 6;

    @AttributeDefinition(
            name = "Durability",
            description =
                    "What a power failure may cost. full: nothing, since files are forced to disk"
                            + " before the ledger records them. relaxed: the work of the last"
                            + " minutes; it is faster, and needs 'verify' after a power failure.",
            options = {
                @Option(label = "full", value = "full"),
                @Option(label = "relaxed", value = "relaxed")
            })
    String durability() default "full";

    @AttributeDefinition(
            name = "Ledger",
            description =
                    "The database that has the ledger, such as"
                            + " jdbc:postgresql://db.example/esxsync?sslmode=verify-full, with"
                            + " parameters of PostgreSQL's JDBC driver. Empty for a file in the"
                            + " mirror.",
            required = false)
    String ledger() default "";

    @AttributeDefinition(
            name = "Ledger: read",
            description =
                    "A replica of that database, such as"
                            + " jdbc:postgresql://replica.example/esxsync?sslmode=verify-full, for"
                            + " what only looks: status, patches, compliance, serve and the like."
                            + " Empty for the database itself.",
            required = false)
    String ledger_read() default "";

    @AttributeDefinition(
            name = "Ledger: user",
            description = "Who logs in to that database.",
            required = false)
    String ledger_user() default "";

    @AttributeDefinition(
            name = "Ledger: password",
            type = AttributeType.PASSWORD,
            description =
                    "The user's password, as a reference: ${env:NAME} or ${file:/path/of/a/file}.",
            required = false)
    String ledger_password() default "";

    @AttributeDefinition(
            name = "Nodes",
            description =
                    "Who downloads for a sync of a mirror that several machines keep. single: the"
                            + " one that publishes. shared: each of them on which 'service' runs,"
                            + " within connections.per.host for all together; the ledger must be"
                            + " in a database.",
            options = {
                @Option(label = "single", value = "single"),
                @Option(label = "shared", value = "shared")
            })
    String nodes() default "single";

    @AttributeDefinition(
            name = "Keep",
            description =
                    "Which superseded patches 'prune' keeps in each release: all; a number, for"
                            + " that many of the newest; or a date such as 2012-01-01, for those"
                            + " released since then.")
    String keep() default "all";

    @AttributeDefinition(
            name = "Hours of removed files",
            description =
                    "How many hours files stay under their paths after an index has left them,"
                            + " since hosts may still read the former index; 0 to 8760. The first"
                            + " sync or 'prune' after that deletes them, 'prune --now' at once.")
    int removed_hours() default 24;

    @AttributeDefinition(
            name = "Ignore",
            description =
                    "Unwanted patches, each as ID or ID@REVISION; 'show' prints both. They are not"
                            + " synced and cause no conflict, and 'prune' removes them.",
            required = false)
    String[] ignore() default {};

    @AttributeDefinition(
            name = "Minimum acceptance",
            description =
                    "The acceptance level that your hosts demand: community, partner, accepted or"
                            + " certified; none if they take every level. For one release in"
                            + " particular write it as esxi-8.0:partner, behind a comma. Patches"
                            + " below it are named at the end of a sync and in 'show'; unfit= says"
                            + " whether they are published.")
    String[] minimum_acceptance() default "none";

    @AttributeDefinition(
            name = "Unfit",
            description =
                    "What happens to patches that hosts may refuse, because a payload has no"
                            + " checksum that they verify, its format is newer than they are, or"
                            + " the acceptance level is too low. warn: they are published, with a"
                            + " warning. refuse: they are skipped, unless the release has them"
                            + " already. Both leave the exit code as it is.",
            options = {
                @Option(label = "warn", value = "warn"),
                @Option(label = "refuse", value = "refuse")
            })
    String unfit() default "warn";

    @AttributeDefinition(
            name = "Executable",
            description =
                    "What happens to files that are executable in a patch's archive. keep: they"
                            + " are published with mode 0755. drop: with mode 0644, as all other"
                            + " files are.",
            options = {
                @Option(label = "keep", value = "keep"),
                @Option(label = "drop", value = "drop")
            })
    String executable() default "keep";

    @AttributeDefinition(
            name = "State group",
            description =
                    "The group whose members may read the mirror's state in .esxsync, such as the"
                            + " group of a monitoring system that runs 'status'. Empty for the"
                            + " group that the directory has.",
            required = false)
    String state_group() default "";

    @AttributeDefinition(
            name = "Schedule",
            description =
                    "When to sync by itself, in cron's form: minute, hour, day, month and day of"
                            + " the week, such as 30 2 * * * for half past two each night. Empty"
                            + " for never.",
            required = false)
    String schedule() default "";

    @AttributeDefinition(
            name = "Jitter",
            description =
                    "A scheduled sync starts a random number of seconds later, up to this many;"
                            + " 0 to 86400.")
    int jitter() default 300;
}
