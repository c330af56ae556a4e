package org.esxsync.room.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Which group of classes depends on which, where a group is a package or a top-level class. */
final class Dependencies {

    /** By group, then by the group that it depends on: one use as an example. */
    private final SortedMap<String, SortedMap<String, Use>> examples = new TreeMap<>();

    private final UnaryOperator<String> group;

    Dependencies(List<Use> uses, UnaryOperator<String> group) {
        this.group = group;
        for (Use use : uses) {
            String from = group.apply(use.from());
            String to = group.apply(use.to());
            if (!from.equals(to)) {
                examples.computeIfAbsent(from, name -> new TreeMap<>()).putIfAbsent(to, use);
            }
        }
    }

    /** One circle for all groups that depend on each other. */
    List<Circle> circles() {
        List<Circle> circles = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (String start : examples.keySet()) {
            Map<String, Use> reached = reachedFrom(start);
            if (!done.contains(start) && reached.containsKey(start)) {
                List<String> members =
                        reached.keySet().stream()
                                .filter(other -> reachedFrom(other).containsKey(start))
                                .sorted()
                                .toList();
                circles.add(new Circle(members, wayBack(start, reached)));
                done.addAll(members);
            }
        }
        return circles;
    }

    /** Every group that the start depends on, each with the use that led to it. */
    private Map<String, Use> reachedFrom(String start) {
        Map<String, Use> reached = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            examples.getOrDefault(next.remove(), new TreeMap<>())
                    .forEach(
                            (to, use) -> {
                                if (reached.putIfAbsent(to, use) == null) {
                                    next.add(to);
                                }
                            });
        }
        return reached;
    }

    private List<Use> wayBack(String start, Map<String, Use> reached) {
        LinkedList<Use> way = new LinkedList<>();
        String at = start;
        do {
            Use use = Objects.requireNonNull(reached.get(at));
            way.addFirst(use);
            at = group.apply(use.from());
        } while (!at.equals(start));
        return way;
    }
}
