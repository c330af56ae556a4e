package org.esxsync.api.sync;

import org.osgi.annotation.versioning.ConsumerType;

/** Told how a verification gets on. Several threads call it; it should return soon. */
@ConsumerType
public interface VerifyListener {

    /** Listens to nothing. */
    VerifyListener NONE = new VerifyListener() {};

    /**
     * Some more files were read.
     *
     * @param files how many so far
     * @param ofFiles how many there are in all
     * @param bytes how many bytes so far
     */
    default void read(long files, long ofFiles, long bytes) {}

    /** Something is not as it was published. */
    default void found(Finding finding) {}

    /** A finding was repaired, or could not be. */
    default void repaired(Finding finding) {}
}
