package org.esxsync.serve;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
