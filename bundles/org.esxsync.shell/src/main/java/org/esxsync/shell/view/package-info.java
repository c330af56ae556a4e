/** Results as people and programs read them: tables, sheets and sums. */
@NullMarked
package org.esxsync.shell.view;

import org.jspecify.annotations.NullMarked;
