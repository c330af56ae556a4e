package org.esxsync.advisory.place;

import java.util.Arrays;

/** Numbers, eight bytes each. Used by one thread. */
final class LongList {

    private static final int FIRST = 1024;

    private long[] numbers = new long[FIRST];
    private int size;

    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    long[] sorted() {
        long[] all = Arrays.copyOf(numbers, size);
        Arrays.sort(all);
        return all;
    }
}
