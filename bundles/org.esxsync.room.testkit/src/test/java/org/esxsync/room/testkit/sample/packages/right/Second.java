package org.esxsync.room.testkit.sample.packages.right;

import org.esxsync.room.testkit.sample.packages.left.Third;

public final class Second {

    Object next() {
        return new Third();
    }
}
