/** Runs {@code bin/esxsync} as a person at a prompt does. */
@NullMarked
package org.esxsync.itests.command;

import org.jspecify.annotations.NullMarked;
