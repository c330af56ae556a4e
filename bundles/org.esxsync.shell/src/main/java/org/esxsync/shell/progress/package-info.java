/** What is printed while a sync or a verification runs. */
@NullMarked
package org.esxsync.shell.progress;

import org.jspecify.annotations.NullMarked;
