/** Syncs at configured times. */
@NullMarked
package org.esxsync.sync.schedule;

import org.jspecify.annotations.NullMarked;
