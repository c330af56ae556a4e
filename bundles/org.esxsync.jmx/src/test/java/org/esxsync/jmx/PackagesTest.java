package org.esxsync.jmx;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
