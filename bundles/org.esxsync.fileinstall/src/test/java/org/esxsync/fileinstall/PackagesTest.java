package org.esxsync.fileinstall;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
