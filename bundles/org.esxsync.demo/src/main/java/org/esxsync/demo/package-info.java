/** A small made-up patch site on loopback, for trying out. */
@NullMarked
@RequireConfigurationAdmin
package org.esxsync.demo;

import org.jspecify.annotations.NullMarked;
import org.osgi.service.cm.annotations.RequireConfigurationAdmin;
