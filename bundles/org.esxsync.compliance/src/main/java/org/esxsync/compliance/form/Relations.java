package org.esxsync.compliance.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.compliance.facts.HostBook;

/** Reads what {@code vib get} prints of relations: {@code esx-base >= 5.5, vmkapi_2_2_0_0}. */
final class Relations {

    /** More than any VIB has. */
    private static final int MOST = 1000;

    private Relations() {}

    /** Those that can be understood. */
    static List<VibRelation> of(String text) {
        List<VibRelation> relations = new ArrayList<>();
        for (String each : text.split(",", MOST)) {
            one(each.strip()).ifPresent(relations::add);
        }
        return relations;
    }

    private static Optional<VibRelation> one(String text) {
        String[] words = text.split("\\s+");
        try {
            if (words.length == 1 && !text.isEmpty()) {
                return Optional.of(VibRelation.any(text));
            }
            return words.length == 3
                    ? VibRelation.Operator.of(words[1])
                            .flatMap(
                                    operator ->
                                            HostBook.version(words[2])
                                                    .map(
                                                            version ->
                                                                    new VibRelation(
                                                                            words[0], operator,
                                                                            version)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
