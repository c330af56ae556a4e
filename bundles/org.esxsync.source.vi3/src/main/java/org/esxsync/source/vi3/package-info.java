/** Reads the VI3 patch site: the index page and the page of each ESX 3.0.x patch. */
@NullMarked
package org.esxsync.source.vi3;

import org.jspecify.annotations.NullMarked;
