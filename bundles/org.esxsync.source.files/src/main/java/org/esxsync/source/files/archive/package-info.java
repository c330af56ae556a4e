/** What the archives themselves tell. */
@NullMarked
package org.esxsync.source.files.archive;

import org.jspecify.annotations.NullMarked;
