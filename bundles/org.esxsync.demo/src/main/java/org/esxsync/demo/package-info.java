/** A small made-up patch site on loopback, for trying out. */
@NullMarked
package org.esxsync.demo;

import org.jspecify.annotations.NullMarked;
