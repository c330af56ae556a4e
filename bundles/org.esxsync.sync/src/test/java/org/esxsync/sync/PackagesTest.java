package org.esxsync.sync;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
