package org.esxsync.api.compliance;

import org.esxsync.api.patch.Vib;
import org.jspecify.annotations.Nullable;

/**
 * A VIB of a patch, compared with what a host has.
 *
 * @param vib what the patch brings
 * @param installed what the host has of that name, or what it has that the VIB replaces; null if
 *     neither
 * @param verdict what the VIB is to the host
 */
public record JudgedVib(Vib vib, @Nullable InstalledVib installed, PatchVerdict verdict) {}
