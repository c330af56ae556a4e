/** What one file tells of its hosts, while it is read. */
@NullMarked
package org.esxsync.compliance.facts;

import org.jspecify.annotations.NullMarked;
