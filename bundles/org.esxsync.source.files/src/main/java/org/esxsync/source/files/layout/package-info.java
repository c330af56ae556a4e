/** How the patches stand in the mirror. */
@NullMarked
package org.esxsync.source.files.layout;

import org.jspecify.annotations.NullMarked;
