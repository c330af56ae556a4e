/** The matcher of ESX 3.0.3. */
@NullMarked
package org.esxsync.matcher.esx303;

import org.jspecify.annotations.NullMarked;
