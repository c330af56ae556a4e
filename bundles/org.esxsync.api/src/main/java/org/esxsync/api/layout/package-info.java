/** How verified patches of one format stand in the mirror. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.layout;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
