/** Writes the records of the API as JSON. */
@NullMarked
package org.esxsync.json;

import org.jspecify.annotations.NullMarked;
