/** What machines ask for: health, metrics, feeds and the commands' JSON. */
@NullMarked
package org.esxsync.serve.machine;

import org.jspecify.annotations.NullMarked;
