/** What was measured and promised, as a table and as JSON. */
@NullMarked
package org.esxsync.benchmark.report;

import org.jspecify.annotations.NullMarked;
