/** The pages about the hosts that are kept. */
@NullMarked
package org.esxsync.serve.page.hosts;

import org.jspecify.annotations.NullMarked;
