/** What the records of publishers say, as they write them. Knows no files. */
@NullMarked
package org.esxsync.advisory.record;

import org.jspecify.annotations.NullMarked;
