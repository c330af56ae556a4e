/** Matchers that an administrator writes as configuration files. */
@NullMarked
package org.esxsync.matcher.configured;

import org.jspecify.annotations.NullMarked;
