/** The matcher of ESX 3.0.1. */
@NullMarked
package org.esxsync.matcher.esx301;

import org.jspecify.annotations.NullMarked;
