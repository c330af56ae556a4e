package org.esxsync.shell;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
