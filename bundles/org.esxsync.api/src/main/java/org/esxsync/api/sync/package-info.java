/** What a person or an embedding program asks of ESX Sync: plan, sync and look. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.sync;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
