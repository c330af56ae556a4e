package org.esxsync.room.testkit.sample.order.below;

public final class Ground {}
