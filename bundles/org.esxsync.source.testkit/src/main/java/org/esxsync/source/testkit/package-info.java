/** The contracts that every source and every layout keeps, as tests to extend. */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.source.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
