/**
 * Decides what becomes of each listed patch, and what that takes of the disk. Nothing is changed.
 */
@NullMarked
package org.esxsync.sync.plan;

import org.jspecify.annotations.NullMarked;
