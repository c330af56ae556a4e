/** The matcher of ESX 3.5. */
@NullMarked
package org.esxsync.matcher.esx35;

import org.jspecify.annotations.NullMarked;
