/** Documents and artifacts, from their location to verified bytes on disk. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.fetch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
