package org.esxsync.shell.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A line that a user could type, shown by {@code help}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Example {

    /** The line, without the program's name or the scope. */
    String value();

    /** What it does, as the end of "this line …". */
    String does();
}
