/**
 * Serves the mirror over HTTP.
 *
 * <pre>{@code
 * mirrorServer.serve(new ServeRequest("127.0.0.1", "8080"), url -> log.info("serving {}", url));
 * }</pre>
 */
@Export
@Version("1.1.0")
@NullMarked
package org.esxsync.api.serve;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
