package org.esxsync.source.files;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
