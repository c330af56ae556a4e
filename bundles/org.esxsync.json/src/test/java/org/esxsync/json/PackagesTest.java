package org.esxsync.json;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
