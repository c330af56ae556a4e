/** The pages about the mirror, its patches and its history. */
@NullMarked
package org.esxsync.serve.page.mirror;

import org.jspecify.annotations.NullMarked;
