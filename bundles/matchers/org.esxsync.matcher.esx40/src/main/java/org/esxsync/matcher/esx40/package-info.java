/** The matcher of ESX 4.0. */
@NullMarked
package org.esxsync.matcher.esx40;

import org.jspecify.annotations.NullMarked;
