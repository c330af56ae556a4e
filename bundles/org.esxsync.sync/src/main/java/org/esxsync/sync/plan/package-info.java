/** Decides what happens to each listed patch, and how much disk that needs. Changes nothing. */
@NullMarked
package org.esxsync.sync.plan;

import org.jspecify.annotations.NullMarked;
