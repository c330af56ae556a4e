/** Finds and opens the files of a depot, on a server, in a directory or in a zip. */
@NullMarked
package org.esxsync.source.depot.files;

import org.jspecify.annotations.NullMarked;
