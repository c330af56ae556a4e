/**
 * A patch as its publisher describes it: what it is for, its files and their digests.
 *
 * <pre>{@code
 * Patch patch =
 *         Patch.builder("vmware", "ESX-1002424", "vi3")
 *                 .releaseDate(LocalDate.of(2007, 11, 15))
 *                 .platform("VMware ESX Server", "3.0.1")
 *                 .artifact(
 *                         new Artifact(
 *                                 new RelativePath("ESX-1002424.tgz"),
 *                                 URI.create("https://patches.example/ESX-1002424.tgz"),
 *                                 Artifact.UNKNOWN_SIZE,
 *                                 List.of(new Digest(Digest.Algorithm.MD5, md5sum))))
 *                 .build();
 * }</pre>
 */
@Export
@Version("1.3.0")
@NullMarked
package org.esxsync.api.patch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
