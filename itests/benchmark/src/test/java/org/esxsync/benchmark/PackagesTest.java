package org.esxsync.benchmark;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
