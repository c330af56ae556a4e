package org.esxsync.ledger.postgresql;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
