package org.esxsync.demo;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
