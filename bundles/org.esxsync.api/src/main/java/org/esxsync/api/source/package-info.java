/** Where patches are listed: the plug-ins that read patch sites, depots and bundles. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.source;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
