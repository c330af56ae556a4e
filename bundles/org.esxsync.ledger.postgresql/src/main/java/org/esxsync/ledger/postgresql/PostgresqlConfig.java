package org.esxsync.ledger.postgresql;

/**
 * The keys of {@code org.esxsync.sync.cfg} that are about the database; {@code org.esxsync.sync}
 * describes them.
 */
@interface PostgresqlConfig {

    String ledger() default "";

    String ledger_user() default "";

    String ledger_password() default "";
}
