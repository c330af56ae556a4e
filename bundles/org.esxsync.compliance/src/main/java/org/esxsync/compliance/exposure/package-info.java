/** Which vulnerabilities hosts are open to. */
@NullMarked
package org.esxsync.compliance.exposure;

import org.jspecify.annotations.NullMarked;
