package org.esxsync.compliance.facts;

/** A kind of list that a host tells once. */
public enum Fact {
    VIBS,
    COMPONENTS,
    BULLETINS,
    LACKING,
    PROFILE
}
