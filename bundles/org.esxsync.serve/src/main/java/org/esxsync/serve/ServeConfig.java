package org.esxsync.serve;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.esxsync.serve.cfg}. */
@ObjectClassDefinition(
        name = "ESX Sync web server",
        description = "Whether and where the mirror is served over HTTP.")
public @interface ServeConfig {

    @AttributeDefinition(
            name = "Port",
            description =
                    "The TCP port to listen on, such as 8080. Empty for none: then nothing is"
                            + " served.",
            required = false)
    String port() default "";

    @AttributeDefinition(
            name = "Address",
            description =
                    "The address to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 for all"
                            + " that can reach it, or one that the machine has.")
    String address() default "127.0.0.1";

    @AttributeDefinition(
            name = "TLS certificate",
            description =
                    "A PEM file with the server's certificate and those above it; then HTTPS is"
                            + " served in place of HTTP. It is read again when it changes.",
            required = false)
    String tls_certificate() default "";

    @AttributeDefinition(
            name = "TLS key",
            description =
                    "The PEM file with the certificate's key, in PKCS#8 and without a password."
                            + " Empty if the certificate's file has it, too.",
            required = false)
    String tls_key() default "";

    @AttributeDefinition(
            name = "User",
            description =
                    "Who may log in to the pages and start a sync there. Then the pages are for who"
                            + " has logged in; what hosts and machines read stays open. Empty for"
                            + " pages that all may read and that start nothing.",
            required = false)
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            description =
                    "The user's password; better a reference such as"
                            + " ${file:/etc/esxsync/pages.password} or ${env:NAME}. It is taken by"
                            + " HTTPS, and from this machine itself.",
            type = AttributeType.PASSWORD,
            required = false)
    String password() default "";

    @AttributeDefinition(
            name = "Base",
            description =
                    "What stands before each path, such as /esx where a proxy hands on"
                            + " https://example.com/esx/. Empty for nothing.",
            required = false)
    String base() default "";

    @AttributeDefinition(
            name = "Access log",
            description =
                    "A file that gets a line for each request, in the combined log format. One"
                            + " that was moved away is made anew. Empty for none.",
            required = false)
    String access_log() default "";

    @AttributeDefinition(
            name = "Connections",
            description = "How many clients may be connected at a time, 1 to 100000.")
    int connections() default 2000;

    @AttributeDefinition(
            name = "Idle",
            description =
                    "After how many seconds a connection is closed on which nothing can be sent or"
                            + " comes, or whose request is not complete; 1 to 3600.")
    int idle() default 60;
}
