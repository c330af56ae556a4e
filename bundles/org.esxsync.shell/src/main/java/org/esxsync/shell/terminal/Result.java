package org.esxsync.shell.terminal;

import java.util.List;

/** The result of a command: a value for scripts that can be shown to people. */
public interface Result {

    /** There is nothing to tell. */
    Result NONE = screen -> List.of();

    /** Lines for people, without trailing blanks. */
    List<String> lines(Screen screen);
}
