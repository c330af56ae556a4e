/** The mirror as a shared repository of the Update Manager Download Service. */
@NullMarked
package org.esxsync.serve.umds;

import org.jspecify.annotations.NullMarked;
