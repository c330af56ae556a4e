package org.esxsync.api.serve;

import org.jspecify.annotations.Nullable;

/**
 * Where to serve.
 *
 * @param address the IP address to listen on, or null for the configured one
 * @param port the TCP port, 0 for any that is free; or null for the configured one, or else 8080
 */
public record ServeRequest(@Nullable String address, @Nullable String port) {}
