/** Entries of zips on a server, read by ranges or from a copy of the whole zip. */
@NullMarked
package org.esxsync.fetch.zip;

import org.jspecify.annotations.NullMarked;
