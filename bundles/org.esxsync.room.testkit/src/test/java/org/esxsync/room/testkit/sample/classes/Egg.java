package org.esxsync.room.testkit.sample.classes;

final class Egg {

    static final class Shell {

        Object hatch() {
            return new Hen();
        }
    }
}
