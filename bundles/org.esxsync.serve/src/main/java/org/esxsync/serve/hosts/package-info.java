/** The hosts that are kept, and how they are judged; knows no server. */
@NullMarked
package org.esxsync.serve.hosts;

import org.jspecify.annotations.NullMarked;
