package org.esxsync.ledger.postgresql;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.esxsync.ledger.postgresql.cfg}. */
@ObjectClassDefinition(
        name = "ESX Sync: ledger in PostgreSQL",
        description = "The database that has the ledger, in place of a file in the mirror.")
@interface PostgresqlConfig {

    @AttributeDefinition(
            name = "URL",
            description =
                    "Such as jdbc:postgresql://db.example/esxsync?sslmode=verify-full, with the"
                        + " parameters of PostgreSQL's JDBC driver. The tables are in the schema"
                        + " esxsync, or the one that currentSchema= names.")
    String url() default "";

    @AttributeDefinition(name = "User", description = "Who logs in to the database.")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            type = AttributeType.PASSWORD,
            description =
                    "The user's password, as a reference: ${env:NAME} or ${file:/path/of/a/file}.")
    String password() default "";
}
