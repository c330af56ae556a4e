package org.esxsync.room.testkit.sample.classes;

final class Hen {

    Egg egg() {
        return new Egg();
    }
}
