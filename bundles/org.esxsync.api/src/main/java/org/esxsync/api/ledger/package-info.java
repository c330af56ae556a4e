/** The record of what was seen, published, refused and removed, and when. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.ledger;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
