package org.esxsync.source.vi3;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
