/**
 * The mirror as it stands: its paths, its lock, its ledger, its layouts, and what is missing or
 * unknown in it.
 */
@NullMarked
package org.esxsync.sync.mirror;

import org.jspecify.annotations.NullMarked;
