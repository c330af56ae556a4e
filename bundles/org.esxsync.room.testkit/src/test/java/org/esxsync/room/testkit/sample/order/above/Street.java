package org.esxsync.room.testkit.sample.order.above;

final class Street {

    House house() {
        return new House();
    }
}
