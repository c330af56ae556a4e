package org.esxsync.compliance;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
