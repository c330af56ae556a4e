package org.esxsync.fetch.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "ESX Sync: downloads",
        description = "How documents and artifacts are read from the network and checked.")
public @interface FetchConfig {

    String PID = "org.esxsync.fetch";

    @AttributeDefinition(
            name = "Connections per host",
            description = "How many connections to one host are open at the same time.")
    // As many as a browser opens, which sites are made for.
    int connections_per_host() default 6;

    @AttributeDefinition(
            name = "Connect time-out",
            description = "Seconds to wait for a connection.")
    int timeout_connect() default 10;

    @AttributeDefinition(
            name = "Response time-out",
            description = "Seconds to wait for the headers of a response.")
    int timeout_response() default 30;

    @AttributeDefinition(
            name = "Stall time-out",
            description = "Seconds to wait for the next byte of a transfer.")
    int timeout_stall() default 30;

    @AttributeDefinition(
            name = "Minimum rate",
            description =
                    "A transfer that is slower than this many bytes a second is ended;"
                            + " 0 for no minimum.")
    int rate_minimum() default 512;

    @AttributeDefinition(
            name = "Minimum rate window",
            description = "Seconds over which the minimum rate is measured.")
    int rate_window() default 30;

    @AttributeDefinition(
            name = "Retries",
            description = "How many times a failed transfer is retried.")
    int retries() default 4;

    @AttributeDefinition(
            name = "Retry pause",
            description =
                    "Milliseconds before the first retry; doubled before each further" + " one.")
    int retry_pause() default 500;

    @AttributeDefinition(
            name = "Longest retry pause",
            description =
                    "The most seconds between two attempts, also where a server asks"
                            + " for more.")
    int retry_pause_limit() default 60;

    @AttributeDefinition(
            name = "Redirects",
            description = "How many redirects in a row are followed.")
    int redirect_limit() default 5;

    @AttributeDefinition(
            name = "Redirect hosts",
            description =
                    "Hosts to which another host may redirect: a name; *.domain or .domain for a"
                            + " domain and all hosts in it; * for any.")
    String[] redirect_hosts() default {"*.vmware.com", "*.broadcom.com"};

    @AttributeDefinition(
            name = "Proxy",
            description = "Such as http://proxy.example.com:3128; empty for none.",
            required = false)
    String proxy() default "";

    @AttributeDefinition(
            name = "Proxy user",
            description = "Empty if the proxy needs none.",
            required = false)
    String proxy_user() default "";

    @AttributeDefinition(
            name = "Proxy password",
            description = "As ${env:NAME} or ${file:path}.",
            type = AttributeType.PASSWORD,
            required = false)
    String proxy_password() default "";

    @AttributeDefinition(
            name = "No proxy",
            description =
                    "Hosts to reach without the proxy: a name; *.domain or .domain for a domain and"
                            + " all hosts in it; * for any.")
    String[] proxy_except() default {"localhost", "127.0.0.1"};

    @AttributeDefinition(
            name = "Credentials",
            description = "One host[:port]=user:password in a line; write it as ${file:path}.",
            type = AttributeType.PASSWORD,
            required = false)
    String[] credentials() default {};

    @AttributeDefinition(
            name = "CA file",
            description = "Certificates in PEM form to trust in addition to Java's.",
            required = false)
    String ca_file() default "";

    @AttributeDefinition(
            name = "Bandwidth",
            description = "KiB a second for all transfers together; 0 for no limit.")
    int bandwidth() default 0;

    @AttributeDefinition(
            name = "Document limit",
            description =
                    "The largest page or index, in MiB; the page of a VI3 patch may"
                            + " have 2 at most.")
    int limit_document() default 32;

    @AttributeDefinition(
            name = "Artifact limit",
            description = "The largest artifact whose size is not published, in MiB.")
    int limit_artifact() default 8192;

    @AttributeDefinition(
            name = "Archive entries",
            description =
                    "The most files, directories and links in an archive; a zip may have some"
                            + " 20,000 at most.")
    int unpack_entries() default 100_000;

    @AttributeDefinition(
            name = "Archive depth",
            description = "The most directories above an archive's file.")
    int unpack_depth() default 32;

    @AttributeDefinition(
            name = "Archive size",
            description = "The largest size that an archive may unpack to, in MiB.")
    int unpack_size() default 16_384;

    @AttributeDefinition(
            name = "Archive ratio",
            description = "How many times its own size an archive may unpack to.")
    int unpack_ratio() default 200;

    @AttributeDefinition(
            name = "Partial downloads",
            description =
                    "Days to keep an interrupted download, so that it can be resumed,"
                            + " and an unused zip that its server sends only as a whole.")
    int partial_days() default 7;
}
