/**
 * Opens http and https locations: connections, TLS, proxies, credentials, redirects and time-outs.
 */
@NullMarked
package org.esxsync.fetch.http;

import org.jspecify.annotations.NullMarked;
