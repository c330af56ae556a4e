package org.esxsync.room.testkit.sample.packages.left;

import org.esxsync.room.testkit.sample.packages.right.Second;

final class First {

    Object next() {
        return new Second();
    }
}
