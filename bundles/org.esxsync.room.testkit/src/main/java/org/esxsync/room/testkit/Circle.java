package org.esxsync.room.testkit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Packages or classes that depend on each other.
 *
 * @param members all of them
 * @param shortest a shortest way round, with one example of each step
 */
record Circle(List<String> members, List<Use> shortest) {

    @Override
    public String toString() {
        return "circle of %s:%n%s"
                .formatted(
                        String.join(", ", members),
                        shortest.stream()
                                .map(step -> "  " + step)
                                .collect(Collectors.joining(System.lineSeparator())));
    }
}
