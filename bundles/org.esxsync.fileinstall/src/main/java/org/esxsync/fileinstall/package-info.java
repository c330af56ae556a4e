/**
 * Reads our configuration files for File Install: named as Config Admin names what is in them, and
 * with references to secrets left for those who need them.
 */
@NullMarked
package org.esxsync.fileinstall;

import org.jspecify.annotations.NullMarked;
