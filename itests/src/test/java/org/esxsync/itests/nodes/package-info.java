/** Several nodes that work on one mirror together. */
@NullMarked
package org.esxsync.itests.nodes;

import org.jspecify.annotations.NullMarked;
