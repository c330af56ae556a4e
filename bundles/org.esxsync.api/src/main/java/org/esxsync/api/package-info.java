/** The root of every error that ESX Sync reports. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
