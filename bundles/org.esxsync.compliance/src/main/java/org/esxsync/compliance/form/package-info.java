/** The forms of output that hosts and tools print, each recognised by its content. */
@NullMarked
package org.esxsync.compliance.form;

import org.jspecify.annotations.NullMarked;
