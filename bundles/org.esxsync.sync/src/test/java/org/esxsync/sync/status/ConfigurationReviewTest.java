package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.junit.jupiter.api.Test;

class ConfigurationReviewTest {

    @Test
    void allThatReadersTellIsTherePartedByWhatItCosts() {
        ConfigurationReview review =
                ConfigurationReview.of(
                        List.of(
                                () -> List.of(ConfigurationProblem.unused("c")),
                                List::of,
                                () ->
                                        List.of(
                                                ConfigurationProblem.unusable("b"),
                                                ConfigurationProblem.unusable("a"))));

        assertEquals(List.of("a", "b"), review.unusable());
        assertEquals(List.of("c"), review.unused());
    }

    @Test
    void aReaderThatFailsIsAProblemItself() {
        ConfigurationReview review =
                ConfigurationReview.of(
                        List.of(
                                () -> {
                                    throw new IllegalStateException("x");
                                },
                                () -> List.of(ConfigurationProblem.unusable("a"))));

        assertEquals(2, review.unusable().size());
        assertTrue(
                review.unusable().get(1).endsWith(": java.lang.IllegalStateException: x"),
                review.unusable()::toString);
    }
}
