/** A patch as its publisher describes it: what it is for, its files and their digests. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.patch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
