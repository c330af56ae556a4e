package org.esxsync.fetch;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
