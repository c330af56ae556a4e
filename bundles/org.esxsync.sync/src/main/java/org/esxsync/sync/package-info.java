/** The engine: from sources by way of matchers, ledger and downloads to the mirror. */
@NullMarked
package org.esxsync.sync;

import org.jspecify.annotations.NullMarked;
