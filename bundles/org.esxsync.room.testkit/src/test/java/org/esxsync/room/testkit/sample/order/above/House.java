package org.esxsync.room.testkit.sample.order.above;

import java.util.List;
import org.esxsync.room.testkit.sample.order.below.Ground;

final class House {

    private final Floor floor = new Floor();

    Object ground() {
        return List.of(new Ground(), floor);
    }

    private final class Floor {

        House house() {
            return House.this;
        }
    }
}
