/** The contract that every matcher keeps, as a test to extend. */
@NullMarked
package org.esxsync.matcher.testkit;

import org.jspecify.annotations.NullMarked;
