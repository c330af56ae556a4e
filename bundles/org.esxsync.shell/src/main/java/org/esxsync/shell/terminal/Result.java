package org.esxsync.shell.terminal;

import java.util.List;

/** The result of a command: a value for scripts that can be shown to people and to programs. */
public interface Result {

    /** Lines for people, without trailing blanks. */
    List<String> lines(Screen screen);

    /** What is written as JSON: maps, collections, text, numbers, booleans and null. */
    Object json();
}
