package org.esxsync.room.testkit;

class PackagesTest extends RoomContract {}
