package org.esxsync.shell;

import java.util.List;

/** The result of a command: a value for scripts that can be shown to people and to programs. */
interface Shown {

    /** Lines for people, without trailing blanks. */
    List<String> lines(Screen screen);

    /** What {@link Json} writes: maps, collections, text, numbers, booleans and null. */
    Object json();
}
