/** What stands beside the archives: lists of checksums, saved pages, catalogues. */
@NullMarked
package org.esxsync.source.files.beside;

import org.jspecify.annotations.NullMarked;
