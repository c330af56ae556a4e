package org.esxsync.ledger;

import org.esxsync.room.testkit.RoomContract;

class PackagesTest extends RoomContract {}
