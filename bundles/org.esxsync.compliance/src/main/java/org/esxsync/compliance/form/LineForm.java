package org.esxsync.compliance.form;

import org.esxsync.compliance.facts.HostBook;

/** A form that is read line by line. One object serves one file. */
interface LineForm {

    /** Whether such an output starts with this line. It is asked about every line: be quick. */
    boolean starts(String line);

    /** Starts to read; the line is the one that {@link #starts} was asked about. */
    void begin(String line, long number, HostBook book);

    /**
     * Reads one more line.
     *
     * @return whether the output goes on; without it, the line is not of this output
     */
    boolean next(String line, long number, HostBook book);

    /** Whether its first line is seen for what it is in the middle of another output. */
    default boolean interrupts() {
        return false;
    }

    /** Whether it lists things of which some may have been left out. */
    default boolean isList() {
        return true;
    }

    /** The text is over within a line of this output; {@link #end} comes after. */
    default void cut(HostBook book) {
        if (isList()) {
            String cut = "its text ends within a line, so that it may be cut";
            book.problems().add(cut);
            book.current().gap(cut);
        }
    }

    /** The output is over. */
    default void end(HostBook book) {}
}
