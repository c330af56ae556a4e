/** Releases of ESX and ESXi, and the plug-ins that tell which patch belongs to which. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.release;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
