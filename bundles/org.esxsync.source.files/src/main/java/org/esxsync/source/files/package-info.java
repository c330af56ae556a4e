/** Finds the patches of ESX 3.0 to 4.1 and ESXi 3.5 to 4.1 in a share of archives. */
@NullMarked
package org.esxsync.source.files;

import org.jspecify.annotations.NullMarked;
