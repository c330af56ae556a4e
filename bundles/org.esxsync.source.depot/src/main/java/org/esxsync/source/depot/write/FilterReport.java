package org.esxsync.source.depot.write;

/** Takes what people should know of a depot that is written. */
public interface FilterReport {

    /** Something was left out that should be in the depot, or that nobody could use. */
    void leftOut(String what);

    /** Something was changed or could not be understood, and nothing is lost. */
    void remark(String what);
}
