/** Brings documents and artifacts here: resumed, checked, and unpacked on their way. */
@NullMarked
package org.esxsync.fetch.transfer;

import org.jspecify.annotations.NullMarked;
