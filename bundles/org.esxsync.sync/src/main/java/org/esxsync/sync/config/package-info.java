/** The configuration of the engine, checked. */
@NullMarked
package org.esxsync.sync.config;

import org.jspecify.annotations.NullMarked;
