package org.esxsync.sync.succession;

import org.esxsync.api.patch.Vib;

/**
 * A VIB that may replace others, and a patch that has it.
 *
 * @param vib the VIB
 * @param patch the patch's id
 */
record Replacer(Vib vib, String patch) {}
