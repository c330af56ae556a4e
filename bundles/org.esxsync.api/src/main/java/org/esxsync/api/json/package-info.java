/**
 * The records of this API as JSON and CSV, for the shell's {@code --json} and {@code --csv} and for
 * programs that serve them. A bundle that writes them gets the writer by reference, so that every
 * reader sees the same fields.
 */
@Export
@Version("1.5.0")
@NullMarked
package org.esxsync.api.json;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
