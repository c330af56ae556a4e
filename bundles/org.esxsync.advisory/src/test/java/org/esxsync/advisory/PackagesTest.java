package org.esxsync.advisory;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
