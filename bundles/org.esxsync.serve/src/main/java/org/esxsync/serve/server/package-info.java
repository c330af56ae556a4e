/** The web server: who may connect, who answers which path, and how bytes are sent. */
@NullMarked
package org.esxsync.serve.server;

import org.jspecify.annotations.NullMarked;
