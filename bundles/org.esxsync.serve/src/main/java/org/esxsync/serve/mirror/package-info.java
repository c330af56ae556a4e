/** Finds what a path names in the mirror, and what the ledger knows of it. */
@NullMarked
package org.esxsync.serve.mirror;

import org.jspecify.annotations.NullMarked;
