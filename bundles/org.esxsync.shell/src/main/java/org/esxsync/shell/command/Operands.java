package org.esxsync.shell.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a command's last parameter takes: everything that is not an option. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Operands {

    /** What each of them is. */
    OperandKind value() default OperandKind.NONE;

    int min() default 0;

    int max() default 0;
}
