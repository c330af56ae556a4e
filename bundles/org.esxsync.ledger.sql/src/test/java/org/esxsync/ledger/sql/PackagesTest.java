package org.esxsync.ledger.sql;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
