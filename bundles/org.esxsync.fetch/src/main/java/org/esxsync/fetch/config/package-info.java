/** The configuration of {@code org.esxsync.fetch}, checked and in the units that the code uses. */
@NullMarked
package org.esxsync.fetch.config;

import org.jspecify.annotations.NullMarked;
