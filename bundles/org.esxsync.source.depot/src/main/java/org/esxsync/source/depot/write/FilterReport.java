package org.esxsync.source.depot.write;

import org.esxsync.api.patch.Patch;

/** Takes what people should know of a depot that is written. */
public interface FilterReport {

    /**
     * A published patch was left out, so that no host finds it.
     *
     * @param reason why, and what to do next
     */
    void leftOut(Patch patch, String reason);

    /** Something else was left out that nobody could use. */
    void leftOut(String what);

    /** Something was changed or could not be understood, and nothing is lost. */
    void remark(String what);
}
