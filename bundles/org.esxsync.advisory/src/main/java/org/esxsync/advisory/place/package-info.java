/** Where the records are: files, directories and zips, and what is remembered of them. */
@NullMarked
package org.esxsync.advisory.place;

import org.jspecify.annotations.NullMarked;
