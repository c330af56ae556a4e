/** The matcher of ESX 3.0.0. */
@NullMarked
package org.esxsync.matcher.esx300;

import org.jspecify.annotations.NullMarked;
