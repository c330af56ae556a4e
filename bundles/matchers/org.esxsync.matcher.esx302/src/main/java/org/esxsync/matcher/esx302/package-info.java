/** The matcher of ESX 3.0.2. */
@NullMarked
package org.esxsync.matcher.esx302;

import org.jspecify.annotations.NullMarked;
