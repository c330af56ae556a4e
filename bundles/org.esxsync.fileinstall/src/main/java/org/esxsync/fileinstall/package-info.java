/**
 * Lets File Install read configuration files that are named as Config Admin names what is in them:
 * {@code <factory>~<name>.cfg}.
 */
@NullMarked
package org.esxsync.fileinstall;

import org.jspecify.annotations.NullMarked;
