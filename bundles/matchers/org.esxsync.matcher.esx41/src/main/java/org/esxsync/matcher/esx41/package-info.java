/** The matcher of ESX 4.1. */
@NullMarked
package org.esxsync.matcher.esx41;

import org.jspecify.annotations.NullMarked;
