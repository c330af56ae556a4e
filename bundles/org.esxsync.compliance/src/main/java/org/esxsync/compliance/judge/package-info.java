/** What each patch of a release is to a host. */
@NullMarked
package org.esxsync.compliance.judge;

import org.jspecify.annotations.NullMarked;
