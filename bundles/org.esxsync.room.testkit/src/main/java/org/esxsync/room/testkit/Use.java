package org.esxsync.room.testkit;

/** One class uses another. Both names are those of class files, such as {@code a.Outer$Nested}. */
record Use(String from, String to) {

    static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    static String topLevelOf(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    @Override
    public String toString() {
        return from + " uses " + to;
    }
}
