package org.esxsync.ledger.sql.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedValuesTest {

    @Test
    void equalTextsHaveOneValue() {
        SharedValues<Object> values = new SharedValues<>(text -> new Object());

        assertSame(values.of("a" + 1), values.of("a" + 1));
    }

    @Test
    void textsThatEndAlikeHaveTheirOwnValues() {
        SharedValues<String> values = new SharedValues<>(text -> text);
        String end = "the same sixteen and more";

        for (String text : List.of("a" + end, "b" + end, "a" + end)) {
            assertEquals(text, values.of(text));
        }
    }

    @Test
    void moreTextsThanAreRememberedHaveTheirOwnValues() {
        SharedValues<Integer> values = new SharedValues<>(Integer::valueOf);
        List<Integer> numbers = IntStream.range(0, 10_000).boxed().toList();

        for (int round = 0; round < 2; round++) {
            assertEquals(
                    numbers, numbers.stream().map(each -> values.of(each.toString())).toList());
        }
    }
}
