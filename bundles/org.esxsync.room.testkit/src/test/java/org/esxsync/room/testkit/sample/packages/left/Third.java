package org.esxsync.room.testkit.sample.packages.left;

public final class Third {}
