package org.esxsync.source.depot;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
