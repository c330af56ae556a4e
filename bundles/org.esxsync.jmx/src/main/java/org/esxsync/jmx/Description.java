package org.esxsync.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a client of the MBean server shows beside an attribute, or of the MBean as a whole. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@interface Description {

    /** A sentence or two, with the unit. */
    String value();
}
