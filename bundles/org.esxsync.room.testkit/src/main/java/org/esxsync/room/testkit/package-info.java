/** The contract that the inside of every room keeps, as a test to extend. */
@NullMarked
package org.esxsync.room.testkit;

import org.jspecify.annotations.NullMarked;
