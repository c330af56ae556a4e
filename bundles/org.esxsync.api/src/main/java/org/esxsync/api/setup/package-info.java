/** How configurations are made, shown and changed by command. */
@Export
@Version("1.1.0")
@NullMarked
package org.esxsync.api.setup;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
